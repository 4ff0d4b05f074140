// A session in step: its tablets, its console and the room's screen ask each second how it stands, and follow. What
// somebody is typing is never replaced, and nobody is taken away from marks that are not sent. Without this file each
// page shows what it showed when it was opened.
"use strict";

(() => {
  const root = document.getElementById("live");
  if (!root) return;
  const { live: address, part, passage, tag: first, known: shown } = root.dataset;
  const EVERY = 1000, AWAY = 5000, SAMPLES = 20;
  const FOLLOWED = ["state", "revealed", "passage", "following", "presidency", "presiding", "lent", "shown", "decided",
    "compared"];
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
    if (answer.type === "opaqueredirect" || answer.status === 403) waiting = false; // another page is offered
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
  // Above what is in hand: one bar, with the last that is offered of each kind
  const offer = (kind, title, url) => {
    const bar = document.querySelector("main > .offer") || document.createElement("div");
    bar.className = "offer";
    bar.setAttribute("role", "status");
    bar.querySelector(`[data-kind=${kind}]`)?.remove();
    const told = document.createElement("div");
    told.dataset.kind = kind;
    told.append(root.querySelector(`template[data-kind=${kind}]`).content.cloneNode(true));
    if (url) told.querySelector("[data-live-url]").href = url;
    if (title) told.querySelector("[data-live-title]").textContent = title;
    bar.append(told);
    if (!bar.isConnected) document.querySelector("main").prepend(bar);
  };
  // Before a dossier: the one that opens takes the page, this one too when it could not be marked yet, unless marks are
  // in hand; so does the end of the marks, which the answer to them tells otherwise
  const follow = (told) => {
    const opens = told.passage && told.passage !== known.passage;
    const elsewhere = opens && told.passage !== passage;
    if (typed()) {
      if (elsewhere) offer("passage", told.title, told.url);
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
    if (told.reminded && "reminded" in known && told.reminded !== known.reminded) offer("reminder");
    if (told.presiding !== known.presiding) offer("presidency", told.presiding);
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

// A member's tablet without a network: validated ballots wait on it, sealed as what is typed is (keeping.js), and leave
// in the order they were validated, from whichever page of the session is open. The pages of the session are kept by
// jury-worker.js. Nothing here trusts the device's clock.
(() => {
  const root = document.getElementById("unplugged");
  if (!root || !window.crypto?.subtle) return;
  const { worker, scope, pages, tag, keeping: script } = root.dataset;
  const PREFIX = `eclore.waits.${tag}.${scope}.`, AGAIN = 3000, ANEW = 60000, SETTLED = 2000;
  const HELD = ["sign-in", "somebody-else"];
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  // What waits, in order: {name, address, title, fields, values, before, tried, again}
  const names = () => Object.keys(localStorage).filter((each) => each.startsWith(PREFIX)).sort();
  const sealed = async (name, entry) => {
    const [iv, bytes] = await keeping.seal(name, entry);
    localStorage.setItem(name, `${iv} ${bytes}`);
  };
  const opened = (name) => keeping.open(name, ...(localStorage.getItem(name) || "").split(" "));
  const entries = async () => {
    const found = [];
    for (const name of names()) {
      const entry = await opened(name);
      if (entry) found.push([name, entry]);
    }
    return found;
  };
  const next = () => {
    const last = names().at(-1);
    return PREFIX + String(last ? Number(last.slice(PREFIX.length)) + 1 : 0).padStart(9, "0");
  };

  /** A ballot to be sent: it replaces one that has never left; after one that may have arrived, it says which. */
  const take = async (entry) => {
    const before = [];
    for (const [name, each] of await entries()) {
      if (each.address !== entry.address) continue;
      if (each.tried && !each.again) before.push(...(each.before || []), each.values);
      else localStorage.removeItem(name);
    }
    await sealed(next(), { ...entry, before, tried: false, again: false });
    await say();
  };
  const holds = async (name, values) =>
    (await entries()).some(([, each]) => each.name === name && !each.again && same(each.values, values));

  // What is said, at the head of every page of the session
  const say = async (state = "") => {
    const waiting = await entries();
    const again = waiting.filter(([, each]) => each.again);
    const told = state || (again.length ? "again" : waiting.length ? "waits" : gone ? "gone" : copied.state);
    const old = root.querySelector(":scope > [data-state]");
    const part = told ? drawn(told) : null;
    for (const gap of part?.querySelectorAll("[data-count]") || []) gap.textContent = waiting.length - again.length;
    for (const gap of part?.querySelectorAll("[data-copied]") || []) gap.textContent = copied.said;
    for (const list of part?.querySelectorAll("[data-again]") || []) list.replaceChildren(...again.flatMap(linked));
    for (const [, { address }] of waiting) mark(address, "waits");
    if (part && old?.isEqualNode(part)) return;
    old?.remove();
    if (part) root.append(part);
  };
  // Where the session's list shows the dossier, it says the same of its ballot
  const mark = (address, state) => {
    const cell = document.querySelector(`tr:has(a[href="${address}"]) td:last-child`);
    cell?.replaceChildren(drawn(state).querySelector(".tag"));
  };
  const states = root.querySelector("template").content;
  const drawn = (state) => states.querySelector(`[data-state="${state}"]`).cloneNode(true);
  const linked = ([, { address, title, said }]) => {
    const link = document.createElement("a");
    Object.assign(link, { href: address, textContent: title });
    return [link, said ? ` : ${said} ` : " "];
  };
  let gone = false, sending = false, copied = { state: "" };

  // A ballot that follows one of this device's own was drawn from what that one has become, if nothing else was written
  const drawnAnew = async (entry) => {
    const answer = await fetch(entry.address, { cache: "no-store", redirect: "manual" });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.querySelector("form[data-title]");
    if (!form || !entry.before.some((each) => same(each, keeping.drawn(form)))) return false;
    const fresh = form.elements.drawn?.value;
    entry.fields = entry.fields.map(([name, value]) => [name, name === "drawn" && fresh ? fresh : value]);
    return true;
  };
  const held = (entry) => {
    const data = new FormData();
    for (const [name, value] of entry.fields) data.append(name, value);
    return data;
  };
  const attempt = async (entry) => keeping.send(entry.address, held(entry)).catch(() => ({ state: "offline" }));
  const deliver = async (name, entry) => {
    if (!entry.tried) await sealed(name, { ...entry, tried: true });
    let told = await attempt(entry);
    if (told.state === "too-old") {
      await fetch(location.href).catch(() => null); // gives a new token
      told = await attempt(entry);
    }
    const mine = told.status === 409 && entry.before?.length;
    if (told.page && mine && (await drawnAnew(entry).catch(() => false))) told = await attempt(entry);
    return told;
  };
  const taken = async (name, entry, told) => {
    localStorage.removeItem(name);
    await keeping.settle(entry.name, entry.values);
    gone = true;
    mark(entry.address, "gone");
    refresh(entry.address);
    document.dispatchEvent(new CustomEvent("eclore:gone", { detail: { ...entry, way: told.way } }));
  };
  /** Each in turn: one that must be read again lets the others go, a network that is gone stops them all. */
  const sent = async () => {
    for (const [name, entry] of await entries()) {
      if (entry.again) continue;
      const told = await deliver(name, entry);
      if (told.state === "waits") continue; // its dossier is not open yet
      if (told.state === "taken") await taken(name, entry, told);
      else if (HELD.includes(told.state)) return told.state;
      else if (["offline", "busy", "broken"].includes(told.state)) return "";
      else await sealed(name, { ...entry, tried: true, again: true, said: told.said || "" });
    }
    return "";
  };
  const turn = async () => {
    if (sending || !names().length) return;
    sending = true;
    try {
      const alone = navigator.locks?.request.bind(navigator.locks) || ((_name, _how, act) => act({}));
      await alone("eclore.waits", { ifAvailable: true }, async (lock) => lock && say(await sent()));
    } finally {
      sending = false;
    }
  };
  // Read again: the page of the ballot has it from what is typed (keeping.js), and sends it anew
  const reread = async () => {
    for (const [name, each] of await entries()) {
      if (each.again && each.address === location.pathname) localStorage.removeItem(name);
    }
  };

  // What could not be taken and has no page any more is forgotten by its member alone
  root.addEventListener("click", async ({ target }) => {
    if (!target.closest("[data-forget]")) return;
    for (const [name, each] of await entries()) if (each.again) localStorage.removeItem(name);
    await say();
  });
  // What a card left behind is unreadable: its session alone gave the key (keeping.js)
  const tidy = () => {
    const CARDS = "eclore.waits.card-", mine = `eclore.waits.${tag}.`;
    const left = Object.keys(localStorage).filter((each) => each.startsWith(CARDS) && !each.startsWith(mine));
    for (const each of left) localStorage.removeItem(each);
  };

  // The pages of the session, kept by the worker for this person alone
  const assets = () => {
    const linked = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
    const loaded = performance.getEntriesByType("resource").map((each) => each.name);
    const asked = [script, ...linked.map((each) => each.href || each.src), ...loaded];
    const all = asked.map((each) => new URL(each, location.href));
    return [...new Set(all.filter((each) => each.pathname.startsWith("/static/")).map((each) => each.pathname))];
  };
  const tell = async (message) => {
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ ...message, keeper: tag });
  };
  const refresh = (address) => {
    if (navigator.serviceWorker?.controller) tell({ pages: [`${address}feuille/`], anew: true });
  };
  const keep = async () => {
    if (!navigator.serviceWorker || !window.caches) return;
    await navigator.serviceWorker.register(worker, { scope });
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      const { kept, total } = data;
      copied = { state: kept < total ? "copying" : "ready", said: `${kept} / ${total}` };
      say();
    });
    const lately = Date.now() - Number(sessionStorage.getItem(PREFIX)) < ANEW;
    if (lately && !location.pathname.endsWith("/salle/")) return; // one comes there after stepping aside
    const answer = await fetch(pages, { cache: "no-store", redirect: "manual" });
    if (answer.ok) await tell({ ...(await answer.json()), assets: assets() });
    sessionStorage.setItem(PREFIX, Date.now());
  };

  // A page without a form asks for what seals and sends once something waits
  const isThere = () => "seal" in keeping; // else the name is that of the element
  const ready = () => (isThere() ? Promise.resolve() : loaded());
  const loaded = () =>
    new Promise((go) => {
      const element = Object.assign(document.createElement("script"), { src: script, onload: go });
      document.head.append(element);
    });
  if (isThere()) keeping.waiting = { take, holds, refresh };
  document.addEventListener("DOMContentLoaded", async () => {
    tidy();
    if (names().length) await ready();
    await reread();
    await say();
    await turn();
    setTimeout(() => keep().catch(() => null), SETTLED); // no network: what is kept serves
  });
  setInterval(turn, AGAIN);
  for (const sign of ["online", "focus"]) window.addEventListener(sign, turn);
})();
