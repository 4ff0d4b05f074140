// The table of decisions: places, what is left to decide and reasons to write, counted as one chooses. Without this
// file they are counted each time the page is saved. On a verdict, the digits of either keyboard choose and go to why.
"use strict";

(() => {
  const counts = document.querySelector(".decisions-counts");
  const form = counts && counts.closest("form");
  if (!form) return;
  const { undecided: besides, waiting: listed } = counts.dataset;
  const kinds = [...counts.querySelectorAll("[data-taking]")];  // places of selections, of renewals
  const told = (name) => counts.querySelector(`[data-count="${name}"]`);
  const give = (kind, verdicts) => {
    const wanted = kind.dataset.taking.split(" ");
    const taken = Number(kind.dataset.taken) + verdicts.filter((verdict) => wanted.includes(verdict)).length;
    kind.querySelectorAll(".places i").forEach((box, index) => box.classList.toggle("on", index < taken));
    const figure = kind.querySelector("[data-count]");
    figure.textContent = figure.textContent.replace(/^\d+/, taken);
    figure.parentElement.classList.toggle("warn", taken > Number(kind.dataset.places));
  };
  const count = () => {
    let undecided = Number(besides), waiting = Number(listed), unexplained = 0;
    const verdicts = [];
    for (const row of form.querySelectorAll("tbody tr:has([type=radio])")) {
      const verdict = row.querySelector("[type=radio]:checked");
      if (!verdict) undecided += 1;
      else {
        verdicts.push(verdict.value);
        if (verdict.value === "waiting_list") waiting += 1;
        if (!row.querySelector("textarea").value.trim()) unexplained += 1;
      }
    }
    kinds.forEach((kind) => give(kind, verdicts));
    told("undecided").textContent = undecided;
    told("waiting").textContent = waiting;
    told("unexplained").textContent = unexplained;
    told("unexplained").parentElement.classList.toggle("warn", unexplained > 0);
  };
  const digit = /^(?:Digit|Numpad)([1-9])$/;  // the key, whatever it types: French digits want Shift
  form.addEventListener("keydown", (event) => {
    const segments = event.target.matches("[type=radio]") && event.target.closest(".segments");
    const key = digit.exec(event.code);
    if (!segments || !key || event.ctrlKey || event.altKey || event.metaKey) return;
    const chosen = segments.querySelectorAll("[type=radio]")[key[1] - 1];
    if (!chosen) return;
    event.preventDefault();
    chosen.click();
    chosen.closest("tr").querySelector("textarea").focus();
  });
  form.querySelector("[data-keys]")?.removeAttribute("hidden");
  form.addEventListener("input", count);
  count();
})();
