// The honest state of a form that saves itself: waiting, kept at a time that the server gives, or not kept.
(() => {
  const state = document.getElementById("saved");
  if (!state || !window.htmx) return;
  const say = (text, tone) => {
    const tag = document.createElement("span");
    tag.className = `tag ${tone}`;
    tag.textContent = text;
    state.replaceChildren(tag);
  };
  document.getElementById("idea").addEventListener("input", () => say(state.dataset.waiting, "neutral"));
  for (const trouble of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(trouble, (event) => {
      if (event.detail.target === state) say(state.dataset.failed, "warn");
    });
  }
})();
