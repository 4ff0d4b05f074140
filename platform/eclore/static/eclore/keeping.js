// Where what is typed waits, on this device, until the server has it; what a form holds, and how it is sent. sending.js
// uses it.
//
// Only what is typed is kept, encrypted with a key that the session alone gives (tenants/accounts/keepers.py): whoever
// uses the device next reads nothing. With an account: under the account's key. Without: an address that is a secret is
// its own key, any other page is kept by its tab only. A card's words are erased once its session is over.
"use strict";

window.keeping = (() => {
  const { tag, cookie, key: given } = document.getElementById("keeping").dataset;
  const PREFIX = "eclore.kept.", CARD = "card-", DAY = 86400000, DAYS = 14;
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
  const write = async (name, record) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(how(name, iv), await opened(), bytes(JSON.stringify(record)));
    shelf().setItem(name, [Date.now(), packed(iv), packed(new Uint8Array(sealed))].join(" "));
  };
  /** What waits there, {} for nothing or for what this session cannot open. */
  const read = async (name) => {
    try {
      const [, iv, sealed] = shelf().getItem(name).split(" ");
      const clear = await crypto.subtle.decrypt(how(name, unpacked(iv)), await opened(), unpacked(sealed));
      return JSON.parse(new TextDecoder().decode(clear));
    } catch {
      return {};
    }
  };
  const forget = (name) => shelf().removeItem(name);
  const tidy = () => {
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
      const old = Date.now() - Number(localStorage.getItem(name).split(" ")[0]) > DAYS * DAY;
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
  const post = async (form, address, { name, value, action }) => {
    const held = new FormData(form);
    if (name) held.append(name, value);
    if (token()) held.set("csrfmiddlewaretoken", token());
    const files = form.enctype === "multipart/form-data";
    const lines = ([field, text]) => [field, text.replace(/\r?\n/g, "\r\n")];
    const answer = await fetch(action || address, {
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

  return {
    drawnFor,
    token,
    outcome,
    post,
    place,
    write,
    read,
    forget,
    tidy,
    fill,
    drawn: (form) => values(form, drawn),
    typed: (form) => values(form, typed),
  };
})();
