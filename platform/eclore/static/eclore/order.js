// The order of the day: a row is dragged to its place, and the whole order is sent. Without this file, and with a
// keyboard, each row moves up or down by its own buttons.
"use strict";

(() => {
  const list = document.querySelector("[data-ordered]");
  const form = list && document.getElementById(list.dataset.ordered);
  if (!form) return;
  let dragged = null;
  const rows = () => [...list.querySelectorAll("[data-passage]")];
  const order = () => rows().map((row) => row.dataset.passage);
  const drawn = order().join();
  for (const row of rows()) {
    const handle = row.querySelector("td");
    handle.draggable = true;
    handle.classList.add("handle");
    handle.addEventListener("dragstart", (event) => {
      dragged = row;
      row.classList.add("dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.dataset.passage);
    });
  }
  list.addEventListener("dragover", (event) => {
    const over = dragged && event.target.closest("[data-passage]");
    if (!over) return;
    event.preventDefault();
    const follows = dragged.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (over !== dragged) list.insertBefore(dragged, follows ? over.nextSibling : over);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    dragged.classList.remove("dragged");
    dragged = null;
    if (order().join() === drawn) return;
    for (const key of order()) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "passages", value: key });
      form.append(field);
    }
    form.requestSubmit();
  });
})();
