// The table of decisions: places, what is left to decide and reasons to write, counted as one chooses. Without this
// file they are counted each time the page is saved.
"use strict";

(() => {
  const counts = document.querySelector("[data-taking]");
  const form = counts && counts.closest("form");
  if (!form) return;
  const { taking, taken: others, undecided: besides, places } = counts.dataset;
  const wanted = taking.split(" ");
  const place = counts.querySelectorAll(".places i");
  const told = (name) => counts.querySelector(`[data-count="${name}"]`);
  const count = () => {
    let taken = Number(others), undecided = Number(besides), unexplained = 0;
    for (const row of form.querySelectorAll("tbody tr:has([type=radio])")) {
      const verdict = row.querySelector("[type=radio]:checked");
      if (!verdict) undecided += 1;
      else {
        if (wanted.includes(verdict.value)) taken += 1;
        if (!row.querySelector("textarea").value.trim()) unexplained += 1;
      }
    }
    place.forEach((box, index) => box.classList.toggle("on", index < taken));
    told("places").textContent = told("places").textContent.replace(/^\d+/, taken);
    told("places").parentElement.classList.toggle("warn", taken > Number(places));
    told("undecided").textContent = undecided;
    told("unexplained").textContent = unexplained;
    told("unexplained").parentElement.classList.toggle("warn", unexplained > 0);
  };
  form.addEventListener("input", count);
  count();
})();
