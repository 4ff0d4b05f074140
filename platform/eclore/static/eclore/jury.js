// A session in step: its tablets, its console and the room's screen ask each second how it stands, and follow. What
// somebody is typing is never replaced, and nobody is taken away from marks that are not sent. Without this file each
// page shows what it showed when it was opened.
"use strict";

(() => {
  const root = document.getElementById("live");
  if (!root) return;
  const { live: address, part, passage, tag: first, known: shown } = root.dataset;
  const EVERY = 1000, AWAY = 5000, SAMPLES = 20;
  const FOLLOWED = ["state", "revealed", "passage", "following"];
  let tag = first, known = JSON.parse(shown), waiting = false;

  // Whose words are in hand: a control that has the focus, a dialog that is open, a form that differs from its page
  const typed = () =>
    [...document.querySelectorAll("main form[data-guard]")].some((form) =>
      [...form.elements].some((control) =>
        ["radio", "checkbox"].includes(control.type)
          ? control.checked !== control.defaultChecked
          : control.type !== "hidden" && "defaultValue" in control && control.value !== control.defaultValue,
      ),
    );
  const isBusy = (element) =>
    document.querySelector("dialog[open]") || element.querySelector("input:focus, textarea:focus, select:focus");

  // The server's time: of the last answers, the one that came back soonest tells it best
  const samples = [];
  const setTime = (answer, asked) => {
    const now = Date.parse(answer.headers.get("Eclore-Now")), took = Date.now() - asked;
    if (Number.isNaN(now)) return;
    samples.push({ took, offset: now + took / 2 - Date.now() });
    if (samples.length > SAMPLES) samples.shift();
    const { offset } = samples.reduce((best, each) => (each.took < best.took ? each : best));
    document.dispatchEvent(new CustomEvent("eclore:time", { detail: { offset } }));
  };

  const setClock = (told) => {
    for (const clock of document.querySelectorAll("[data-ticks]")) {
      clock.hidden = !told;
      if (!told) continue;
      clock.classList.toggle("still", !told.ends_at);
      if (told.ends_at) clock.dataset.clock = told.ends_at;
      else delete clock.dataset.clock;
      clock.dataset.seconds = told.seconds;
      const label = clock.querySelector(".clock-label");
      if (label) label.textContent = told.label;
      for (const [index, bar] of clock.querySelectorAll(".phase").entries()) {
        const [, gone] = told.phases[index] || [0, 0];
        bar.classList.toggle("current", index === (told.phase === "questions" ? 1 : 0));
        bar.querySelector("progress").value = gone;
      }
    }
    document.dispatchEvent(new CustomEvent("eclore:tick"));
  };

  // A part of the page takes what it would show now; at the next turn, while somebody is at it or nothing answers
  const fetched = async () => {
    const answer = await fetch(location.href, { cache: "no-store", redirect: "manual" });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part);
  };
  const renew = async () => {
    const old = document.getElementById(part);
    if (!old || isBusy(old)) return;
    const fresh = await fetched().catch(() => null);
    if (!fresh || isBusy(old)) return;
    waiting = false;
    old.replaceWith(fresh);
    if (window.htmx) window.htmx.process(fresh);
    fresh.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: fresh } }));
    setTexts();
  };
  const offer = (told) => {
    document.querySelector("main > .offer")?.remove();
    const bar = document.createElement("div");
    bar.className = "offer";
    bar.setAttribute("role", "status");
    bar.append(root.querySelector("template").content.cloneNode(true));
    if (told.url) bar.querySelector("[data-live-url]").href = told.url;
    bar.querySelector("[data-live-title]").textContent = told.title;
    document.querySelector("main").prepend(bar);
  };
  // Before a dossier: the one that opens takes the page, this one too when it could not be marked yet, unless marks are
  // in hand; so does the end of the marks, which the answer to them tells otherwise
  const follow = (told) => {
    const opens = told.passage && told.passage !== known.passage;
    const elsewhere = opens && told.passage !== passage;
    if (typed()) {
      if (elsewhere) offer(told);
    } else if (elsewhere) location.assign(told.url);
    else if (opens || told.state !== known.state) location.reload();
  };
  const setTexts = () => {
    for (const element of document.querySelectorAll("[data-live-text]")) {
      if (element.dataset.liveText in known) element.textContent = known[element.dataset.liveText];
    }
  };
  const changed = (told) => {
    const moved = FOLLOWED.some((name) => told[name] !== known[name]);
    if (moved && passage) follow(told);
    else if (moved) waiting = true;
    known = told;
    setTexts();
    setClock(told.clock);
  };

  const ask = async () => {
    const asked = Date.now();
    const answer = await fetch(address, { headers: { "If-None-Match": tag }, cache: "no-store", redirect: "manual" });
    setTime(answer, asked);
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") || "";
      changed(await answer.json());
    } else if (answer.status !== 304 && answer.status < 500 && !typed()) {
      location.reload(); // the session is over, or no longer theirs: the page says so
      return false;
    }
    return answer.status === 304 || answer.ok || answer.status >= 500;
  };
  const turn = async () => {
    const goes = await ask().catch(() => true);
    if (waiting) await renew();
    if (goes) setTimeout(turn, document.hidden ? AWAY : EVERY);
  };
  setTexts();
  setTimeout(turn, EVERY);
})();
