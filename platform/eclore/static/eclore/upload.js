// Sending a file: how far it is, and a word at once when it is too heavy.
// Without this file the form posts as any other.
"use strict";

(() => {
  const told = () => document.querySelector("[data-upload]");
  let waiting = null;

  document.addEventListener("change", (event) => {
    const most = Number(event.target.dataset.most);
    const file = event.target.files && event.target.files[0];
    const box = told();
    if (!most || !box) return;
    const heavy = Boolean(file) && file.size > most;
    const said = box.querySelector("[data-upload-said]");
    waiting = waiting || said.textContent;
    said.textContent = heavy ? box.dataset.tooLarge : waiting;
    said.classList.toggle("bad", heavy);
    box.querySelector("progress").hidden = heavy;
    box.hidden = !heavy;
  });

  document.addEventListener("htmx:xhr:progress", (event) => {
    const box = told();
    if (!box || !event.detail.lengthComputable) return;
    box.hidden = false;
    box.querySelector("progress").value = Math.round((100 * event.detail.loaded) / event.detail.total);
  });
})();
