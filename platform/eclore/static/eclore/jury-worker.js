// The service worker of one session, for its own addresses and no other: without a network, its pages are those that
// this device has kept, for whoever they were drawn for. With one, nothing changes. What is kept goes when the session
// ends for this person: the server sends them away, somebody else opens a page, or a day has passed.
"use strict";

const SHELF = `eclore-jury ${self.registration.scope} `;
const PATIENCE = 4000, DAY = 86400000;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const root = new URL(self.registration.scope).pathname;

const shelves = async () => (await caches.keys()).filter((each) => each.startsWith(SHELF));
const empty = async (kept = "") => {
  for (const each of await shelves()) if (each !== kept) await caches.delete(each);
};
const pause = (time) => new Promise((go) => setTimeout(go, time));

// A page that the server would not show to this person is not kept; once it sends them away nothing is
const fits = (answer) => answer.ok && !answer.redirected && answer.type === "basic";
const asked = (path) => fetch(path, { cache: "no-store", redirect: "manual", credentials: "same-origin" });
const sentAway = async (answer) => {
  if (answer.type !== "opaqueredirect") return [401, 403].includes(answer.status);
  return !(await asked(`${root}hors-ligne/`)).ok;
};

/** What is served at an address without a network: a dossier and its ballot are on one sheet. */
const keptAt = (path) => {
  const passage = path.slice(root.length).match(/^passages\/[0-9a-f-]{36}\//);
  if (passage) return `${root}${passage[0]}feuille/`;
  return `${root}salle/`;
};
const kept = async (path) => {
  const [name] = await shelves();
  const found = name && (await (await caches.open(name)).match(path, { ignoreVary: true }));
  if (!found) return null;
  const age = Date.now() - Date.parse(found.headers.get("Date"));
  return age > DAY ? null : found; // a clock behind the server's never makes a page too old
};

const keep = async ({ keeper, pages = [], assets = [], pace = 0, anew }, page) => {
  const name = SHELF + keeper;
  await empty(name);
  const shelf = await caches.open(name);
  for (const path of assets) {
    if (!(await shelf.match(path, { ignoreVary: true }))) await shelf.add(path).catch(() => null);
  }
  const all = (await shelf.keys()).map(({ url }) => new URL(url).pathname);
  const sheets = all.filter((each) => each.endsWith("/feuille/"));
  for (const path of anew ? [] : sheets) if (!pages.includes(path)) await shelf.delete(path, { ignoreVary: true });
  for (const [index, path] of pages.entries()) {
    if (anew || !(await shelf.match(path, { ignoreVary: true }))) {
      const answer = await asked(path).catch(() => null);
      if (answer && fits(answer)) await shelf.put(path, answer);
      else if (!answer) return; // no network: the next page asks again
      await pause(pace); // all the tablets of a jury come in at the same minute
    }
    if (!anew) page?.postMessage({ kept: index + 1, total: pages.length });
  }
};

const keepAnew = async (path, answer) => {
  const [name] = await shelves();
  if (name) await (await caches.open(name)).put(path, answer);
};
const page = async (request) => {
  const { pathname } = new URL(request.url);
  try {
    const answer = await Promise.race([fetch(request), pause(PATIENCE).then(() => null)]);
    if (!answer) return (await kept(keptAt(pathname))) || (await fetch(request));
    if (await sentAway(answer)) await empty();
    if (fits(answer) && pathname === `${root}salle/`) await keepAnew(pathname, answer.clone());
    if (answer.status < 502) return answer;
    return (await kept(keptAt(pathname))) || answer;
  } catch (cut) {
    const found = (await kept(keptAt(pathname))) || (await kept(`${root}salle/`));
    if (found) return found;
    throw cut;
  }
};
const asset = async (request) => {
  const { pathname } = new URL(request.url);
  const found = await kept(pathname);
  if (found && HASHED.test(pathname)) return found;
  try {
    return await fetch(request);
  } catch (cut) {
    if (found) return found;
    throw cut;
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(keep(event.data, event.source)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (new URL(request.url).pathname.startsWith("/static/")) event.respondWith(asset(request));
});
