// Nothing typed is lost: a form with a text area, or that is guarded, is kept on this device at each keystroke, sent
// without leaving the page, and forgotten once the server has it. Beside it, what is true: kept on this device, saved,
// to be read again. Without this file forms post as any other. The words: components/keeping.html.
"use strict";

// Where what is typed waits, on this device, until the server has it; what a form holds, and how it is sent.
//
// Only what is typed is kept, encrypted with a key that the session alone gives (tenants/accounts/keepers.py): whoever
// uses the device next reads nothing. With an account: under the account's key. Without: an address that is a secret is
// its own key, any other page is kept by its tab only. A card's words are erased once its session is over.
const keeping = (() => {
  const { tag, cookie, key: given } = document.getElementById("keeping").dataset;
  const PREFIX = "eclore.kept.", CARD = "card-", DAY = 86400000, DAYS = 14;
  const FIRST = Date.UTC(2026, 0, 1); // no record is older
  const PATIENCE = 30000;
  const NEVER = "[type=hidden], [type=password], [type=file], [autocomplete=one-time-code], button, fieldset, output";

  const bytes = (text) => new TextEncoder().encode(text);
  const packed = (array) => btoa(Array.from(array, (byte) => String.fromCharCode(byte)).join(""));
  const unpacked = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const digest = async (text) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes(text)));

  const secret = /\/[\w-]{38,}\//.test(location.pathname);
  const shelf = () => (tag || secret ? localStorage : sessionStorage);
  let key = null;
  const opened = () => {
    key ||= (async () => {
      const raw = tag ? unpacked(given) : await digest(location.pathname);
      return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    })();
    return key;
  };
  const how = (name, iv) => ({ name: "AES-GCM", iv, additionalData: bytes(name) });

  /** Where the words of a form at this address wait; nothing where the browser has no cryptography. */
  const place = async (address) =>
    crypto.subtle ? `${PREFIX}${tag}.${packed((await digest(address)).slice(0, 18))}` : "";
  const seal = async (name, record) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(how(name, iv), await opened(), bytes(JSON.stringify(record)));
    return [packed(iv), packed(new Uint8Array(sealed))];
  };
  /** What was sealed under this name; null for what this session cannot open. */
  const open = async (name, iv, sealed) => {
    try {
      const clear = await crypto.subtle.decrypt(how(name, unpacked(iv)), await opened(), unpacked(sealed));
      return JSON.parse(new TextDecoder().decode(clear));
    } catch {
      return null;
    }
  };
  const write = async (name, record) =>
    shelf().setItem(name, [Date.now(), ...(await seal(name, record))].join(" "));
  /** What waits there, {} for nothing or for what this session cannot open. */
  const read = async (name) => {
    const [, iv, sealed] = (shelf().getItem(name) || "").split(" ");
    return (sealed && (await open(name, iv, sealed))) || {};
  };
  /** The server has these `values`: what was typed since is kept, as typed over them. */
  const settle = async (name, values) => {
    const left = Object.entries(await read(name)).filter(([field, [, to]]) => String(to) !== String(values[field]));
    if (left.length) await write(name, Object.fromEntries(left.map(([field, [, to]]) => [field, [values[field], to]])));
    else forget(name);
  };
  const forget = (name) => shelf().removeItem(name);
  // Written by a device whose clock stood far behind, a record is not old: it is given today's date
  const tidy = () => {
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
      const [written, ...rest] = localStorage.getItem(name).split(" ");
      if (Number(written) < FIRST) localStorage.setItem(name, [Date.now(), ...rest].join(" "));
      const old = Number(written) >= FIRST && Date.now() - Number(written) > DAYS * DAY;
      const card = name.startsWith(PREFIX + CARD) && !name.startsWith(`${PREFIX}${tag}.`);
      if (old || card) localStorage.removeItem(name);
    }
  };

  // What a form holds, by name: the values of its controls, as they were drawn or as they are now
  const controls = (form) => [...form.elements].filter((each) => each.name && !each.matches(NEVER));
  const ticks = (control) => ["radio", "checkbox"].includes(control.type);
  const drawn = (control) => {
    if (ticks(control)) return control.defaultChecked ? [control.value] : [];
    if (control.nodeName !== "SELECT") return [control.defaultValue];
    const chosen = [...control.options].filter((option) => option.defaultSelected);
    const first = control.multiple ? [] : [...control.options].slice(0, 1);
    return (chosen.length ? chosen : first).map((option) => option.value);
  };
  const typed = (control) => {
    if (ticks(control)) return control.checked ? [control.value] : [];
    return control.nodeName === "SELECT" ? [...control.selectedOptions].map((each) => each.value) : [control.value];
  };
  const values = (form, of) => {
    const found = {};
    for (const control of controls(form)) found[control.name] = [...(found[control.name] || []), ...of(control)];
    return found;
  };
  const fill = (form, name, wanted) => {
    const left = [...wanted];
    for (const control of controls(form).filter((each) => each.name === name)) {
      const options = control.nodeName === "SELECT" ? control.options : [];
      for (const option of options) option.selected = wanted.includes(option.value);
      if (ticks(control)) control.checked = wanted.includes(control.value);
      else if (!options.length) control.value = left.shift() ?? "";
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  // Sending: in the name of whom the page was drawn for, with the token that the browser has now
  const token = () => (document.cookie.match(new RegExp(`(?:^|; )${cookie}=([^;]+)`)) || [])[1];
  const drawnFor = tag || "nobody";
  /** What became of what was sent, as the server says it; or the page that it answers, to be shown. */
  const outcome = ({ status, header, text }) => {
    const state = header("Eclore-State");
    if (state) return { state, way: header("Eclore-Address") };
    if ([502, 503, 504].includes(status)) return { state: "offline" };
    if (status === 429 || status >= 500) return { state: status === 429 ? "busy" : "broken" };
    const page = new DOMParser().parseFromString(text, "text/html");
    if (status < 400 || page.querySelector("main [data-error-summary]")) return { page };
    const said = [...page.querySelectorAll("main h1, main .lead")].map((each) => each.textContent.trim()).join(". ");
    return { state: "refused", said };
  };
  const filled = (form, { name, value }) => {
    const held = new FormData(form);
    if (name) held.append(name, value);
    return held;
  };
  /** `held`: a FormData; `files`: sent as such. */
  const send = async (address, held, files = false) => {
    if (token()) held.set("csrfmiddlewaretoken", token());
    const lines = ([field, text]) => [field, text.replace(/\r?\n/g, "\r\n")];
    const answer = await fetch(address, {
      method: "POST",
      body: files ? held : new URLSearchParams([...held].map(lines)),
      headers: { "Eclore-Keeper": drawnFor },
      redirect: "manual",
      signal: files ? null : AbortSignal.timeout(PATIENCE),
    });
    const { status, url } = answer;
    const told = outcome({ status, header: (each) => answer.headers.get(each), text: await answer.text() });
    return { ...told, status, url };
  };
  const post = (form, address, pressed) =>
    send(pressed.action || address, filled(form, pressed), form.enctype === "multipart/form-data");

  return {
    drawnFor,
    token,
    outcome,
    filled,
    send,
    post,
    waiting: null, // what takes over a form that may be left before it has gone (jury.js)
    place,
    seal,
    open,
    write,
    read,
    settle,
    forget,
    tidy,
    fill,
    drawn: (form) => values(form, drawn),
    typed: (form) => values(form, typed),
  };
})();

// The forms of this page: kept, found again, sent.
(() => {
  const words = document.getElementById("keeping");
  const KEPT = "form[method=post]:is([data-guard], :has(textarea))";
  const AGAIN = 5000, IDLE = 2000, SAVING = 4000;
  // By form: `base`, the values it was drawn with; `touched`, the names that somebody typed in; `apart`, what waits for
  // its author's decision; `pressed`, the button that sends it until it is taken
  const forms = new Map();
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const alike = (one, other) => same(one.map((each) => each.trim()), other.map((each) => each.trim()));
  const { token } = keeping;
  let known = token();

  const drawnState = (state) => words.content.querySelector(`[data-state="${state}"]`).cloneNode(true);
  const show = (form, state, { way = "", said = "" } = {}) => {
    const mine = forms.get(form);
    const part = drawnState(state);
    for (const link of part.querySelectorAll("[data-way]")) link.href = way;
    for (const gap of part.querySelectorAll("[data-said]")) gap.textContent = said;
    if (mine.unkept && state !== "sending") part.querySelector(".tag").textContent = drawnState("unkept").textContent;
    mine.corner.replaceChildren(part);
    mine.shown = state;
    return part;
  };
  const cornerOf = (form) => {
    const named = form.id && document.querySelector(`[data-state-of="${CSS.escape(form.id)}"]`);
    if (named) return named;
    const corner = document.createElement("div");
    corner.className = "keeping";
    corner.setAttribute("role", "status");
    form.insertBefore(corner, form.querySelector(":scope > .submit-row"));
    return corner;
  };

  // Keeping: what differs from what was drawn, with what it was drawn from
  const differs = (form) => {
    const { base, touched } = forms.get(form);
    const now = keeping.typed(form);
    const names = Object.keys(now).filter((name) => touched.has(name) && !same(now[name], base[name]));
    return Object.fromEntries(names.map((name) => [name, [base[name], now[name]]]));
  };
  const keep = async (form) => {
    const mine = forms.get(form);
    mine.again = true;
    if (mine.writing) return;
    mine.writing = true;
    while (mine.again) {
      mine.again = false;
      try {
        const record = { ...mine.apart, ...differs(form) };
        if (Object.keys(record).length) await keeping.write(mine.name, record);
        else keeping.forget(mine.name);
        mine.unkept = false;
      } catch {
        mine.unkept = true;
      }
    }
    mine.writing = false;
  };
  const addressOf = (form) => new URL(form.getAttribute("action") || "", location.href);
  const nameOf = (form) => {
    const { pathname, search } = addressOf(form);
    return keeping.place(`${pathname}${search} ${[...document.querySelectorAll(KEPT)].indexOf(form)}`);
  };
  // The server has these values; what was typed since goes on being kept, at the address that the form has now
  const acknowledged = async (form) => {
    const mine = forms.get(form);
    Object.assign(mine.base, mine.sent);
    if (mine.pressed) mine.apart = {};
    keeping.forget(mine.name);
    mine.name = await nameOf(form);
    await keep(form);
  };

  // Finding again: what nobody has changed since is filled in; what somebody has is shown, and its author decides
  const find = async (form) => {
    const mine = forms.get(form);
    const back = [];
    for (const [name, [from, to]] of Object.entries(await keeping.read(mine.name))) {
      const now = mine.base[name];
      if (now && alike(now, from)) back.push([name, to]);
      else if (!now || !alike(now, to)) mine.apart[name] = [from, to];
    }
    fill(form, back);
    mine.leaves = Boolean(await keeping.waiting?.holds(mine.name, keeping.typed(form)));
    if (Object.keys(mine.apart).length) overtaken(form);
    else if (back.length) show(form, mine.leaves ? "waits" : "found");
    await keep(form);
  };
  const fill = (form, wanted) => {
    const mine = forms.get(form);
    mine.filling = true;
    for (const [name, to] of wanted) keeping.fill(form, name, to);
    mine.filling = false;
  };
  const offered = (form, state, kept) => {
    const part = show(form, state);
    part.querySelector("[data-restore]").addEventListener("click", async () => {
      forms.get(form).apart = {};
      fill(form, kept);
      show(form, "found");
      await keep(form);
    });
    return part;
  };
  const overtaken = (form) => {
    const kept = Object.entries(forms.get(form).apart).map(([name, [, to]]) => [name, to]);
    const part = offered(form, "overtaken", kept);
    part.querySelector("[data-words]").textContent = kept.map(([, to]) => to.join(", ")).join("\n\n");
  };
  const forget = async (form) => {
    const mine = forms.get(form);
    const kept = Object.entries({ ...mine.apart, ...differs(form) }).map(([name, [, to]]) => [name, to]);
    mine.apart = {};
    fill(form, kept.filter(([name]) => name in mine.base).map(([name]) => [name, mine.base[name]]));
    await keep(form);
    offered(form, "forgotten", kept);
  };

  // Sending: the page stays until the server has answered
  const tried = (form) => {
    const mine = forms.get(form);
    mine.sent = keeping.typed(form);
    return keeping.post(form, addressOf(form), mine.pressed).catch(() => ({ state: "offline" }));
  };
  const send = async (form) => {
    const mine = forms.get(form);
    if (mine.sending) return;
    mine.sending = true;
    form.dispatchEvent(new Event("eclore:sent", { bubbles: true }));
    if (mine.shown !== "offline") show(form, "sending");
    await Promise.race([mine.saved, new Promise((go) => setTimeout(go, SAVING))]);
    let told = await tried(form);
    if (told.state === "too-old") {
      await fetch(location.href).catch(() => null); // gives a new token
      told = await tried(form);
    }
    mine.sending = ["taken", "prove"].includes(told.state);
    if (!mine.sending) form.dispatchEvent(new Event("eclore:answered", { bubbles: true }));
    if (told.page) await replaced(form, told);
    else await settled(form, told);
  };
  // A form that its author may leave before it has gone: what waits for the network sends it, from any page
  const handedOver = async (form) => {
    const mine = forms.get(form);
    if (!form.dataset.title || !keeping.waiting || mine.unkept) return false;
    const fields = [...keeping.filled(form, mine.pressed)].filter(([name]) => name !== "csrfmiddlewaretoken");
    const { name, sent: values } = mine;
    await keeping.waiting.take({ name, address: addressOf(form).pathname, title: form.dataset.title, fields, values });
    Object.assign(mine, { pressed: null, sending: false, leaves: true });
    show(form, "waits");
    return true;
  };
  const settled = async (form, { state, way, said }) => {
    const mine = forms.get(form);
    if (["offline", "waits"].includes(state) && mine.pressed && (await handedOver(form))) return;
    if (state === "taken") await acknowledged(form);
    if (state === "taken" && form.dataset.title) keeping.waiting?.refresh(addressOf(form).pathname);
    if (!["offline", "sign-in", "somebody-else"].includes(state)) mine.pressed = null;
    if (mine.sending) {
      leave(way);
      return;
    }
    known = token();
    show(form, state === "too-old" ? "broken" : state, { way, said });
    mine.corner.scrollIntoView({ block: "nearest" });
  };
  const leave = (way) => {
    for (const mine of forms.values()) mine.leaves = true;
    const to = new URL(way, location.href);
    if (to.hash && to.href.split("#")[0] === location.href.split("#")[0]) {
      history.replaceState(history.state, "", to);
      location.reload();
    } else location.assign(to);
  };
  // The page that answers takes the place of this one: what was refused beside what was typed, which stays kept
  const replaced = async (form, { page, status, url }) => {
    if (status < 400) await acknowledged(form);
    const { name } = forms.get(form);
    const record = { ...forms.get(form).apart, ...differs(form) };
    const main = page.querySelector("main");
    for (const each of main.querySelectorAll("form:not([action])")) each.action = url;
    forms.clear();
    document.querySelector("main").replaceWith(main);
    document.title = page.title;
    for (const each of main.querySelectorAll(KEPT)) await prepare(each, record, name);
    if (window.htmx) window.htmx.process(main);
    main.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: main } }));
    if (!main.querySelector("[data-error-summary]")) scrollTo(0, 0);
  };

  /** `refused`, at `name`: the words that this form has just brought back with the page. */
  const prepare = async (form, refused = {}, name = "") => {
    const mine = { base: keeping.drawn(form), touched: new Set(), apart: {}, corner: cornerOf(form), last: 0 };
    forms.set(form, mine);
    const names = Object.keys(refused);
    const brought = names.length > 0 && names.every((each) => each in mine.base);
    mine.name = brought ? name : await nameOf(form);
    for (const each of brought ? names : []) {
      [mine.base[each]] = refused[each];
      mine.touched.add(each);
    }
    if (brought) await keep(form);
    else await find(form);
  };

  const heard = async (event) => {
    const form = event.target.form;
    const mine = forms.get(form);
    if (!mine || !event.target.name) return;
    mine.touched.add(event.target.name);
    if (mine.filling || !mine.name) return;
    mine.last = Date.now();
    if (mine.shown === "waits") mine.leaves = false;
    await keep(form);
    if ([undefined, "saved", "refused", "found", "forgotten", "kept", "waits"].includes(mine.shown)) show(form, "kept");
  };
  document.addEventListener("input", heard);
  document.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (!forms.has(form) || event.defaultPrevented || form.matches("[hx-post]")) return;
    event.preventDefault();
    const action = button?.getAttribute("formaction");
    forms.get(form).pressed = { name: button?.name, value: button?.value, action };
    send(form);
  });
  document.addEventListener("click", (event) => {
    const [forgets, way] = ["[data-forget]", "[data-way]"].map((each) => event.target.closest(each));
    for (const [form, mine] of forms) {
      if (forgets && mine.corner.contains(forgets)) forget(form);
      if (way && mine.corner.contains(way)) mine.leaves = true;
    }
  });
  const asks = ([form, mine]) => !mine.leaves && form.matches("[data-guard]") && form.isConnected
    && Object.keys(differs(form)).length > 0;
  window.addEventListener("beforeunload", (event) => {
    if ([...forms].some(asks)) event.preventDefault();
  });

  // A form that saves itself as one types (htmx): the same states, the same person, the same token
  const saving = ({ elt, requestConfig, verb }) => {
    const form = elt?.closest?.("form");
    return forms.has(form) && (verb || requestConfig?.verb) === "post" ? form : null;
  };
  document.addEventListener("htmx:configRequest", (event) => {
    const { detail } = event;
    const form = saving(detail);
    if (!form) return;
    const mine = forms.get(form);
    if (mine.pressed || mine.leaves) {
      event.preventDefault(); // it is being sent whole
      return;
    }
    mine.sent = keeping.typed(form);
    detail.headers["Eclore-Keeper"] = keeping.drawnFor;
    if (token()) detail.parameters.csrfmiddlewaretoken = token();
  });
  // « Continuer » waits for what is on its way: one page is not two people
  document.addEventListener("htmx:beforeSend", ({ detail }) => {
    const mine = forms.get(saving(detail));
    if (mine) mine.saved = new Promise((go) => Object.assign(mine, { go }));
  });
  document.addEventListener("htmx:afterRequest", async ({ detail }) => {
    const form = saving(detail);
    const { status, responseText: text } = detail.xhr;
    forms.get(form)?.go?.();
    if (!form || !status) return;
    const told = keeping.outcome({ status, header: (each) => detail.xhr.getResponseHeader(each), text });
    if (status < 400) await acknowledged(form);
    if ([409, 422].includes(status) || status < 400) forms.get(form).shown = status < 400 ? "saved" : "refused";
    else await settled(form, told);
  });
  for (const trouble of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(trouble, ({ detail }) => {
      const form = saving(detail);
      if (form) show(form, "offline");
    });
  }

  // Again, when the network or the session is back
  const resume = () => {
    for (const [form, mine] of forms) {
      const entered = ["sign-in", "somebody-else"].includes(mine.shown) && token() !== known;
      if (!(mine.shown === "offline" || entered) || Date.now() - mine.last < IDLE) continue;
      if (mine.pressed) anew(form);
      else form.dispatchEvent(new Event("change", { bubbles: true })); // a form that saves itself hears it
    }
  };
  const anew = async (form) => {
    const waits = await keeping.waiting?.holds(forms.get(form).name, keeping.typed(form));
    if (!waits) send(form); // else it leaves from there, and once
  };
  setInterval(resume, AGAIN);
  // What waited has gone: the page that still shows it says where it stands
  document.addEventListener("eclore:gone", ({ detail }) => {
    for (const [form, mine] of forms) {
      if (mine.name === detail.name && same(keeping.typed(form), detail.values)) leave(detail.way || location.href);
    }
  });
  for (const sign of ["online", "focus"]) window.addEventListener(sign, resume);
  document.addEventListener("visibilitychange", resume);

  // A page that the browser had put away: asked for anew when somebody has left or come in since
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const mine of forms.values()) Object.assign(mine, { leaves: false, sending: false });
    if (token() !== known) location.reload();
  });

  document.addEventListener("DOMContentLoaded", () => {
    keeping.tidy();
    for (const form of document.querySelectorAll(KEPT)) prepare(form);
  });
})();
