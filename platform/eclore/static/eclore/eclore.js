// Progressive enhancement only: every page reads and submits without this file. Its words are written by the server.
"use strict";

(() => {
  // The menu on narrow screens, and the account menu
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-menu]");
    if (button) {
      const open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      document.getElementById(button.getAttribute("aria-controls")).classList.toggle("open", open);
    }
    for (const menu of document.querySelectorAll("[data-menu-details][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("[data-menu-details][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // Pages of a session that this device keeps (jury-worker.js) go once somebody else opens a page, or nobody, or leaves
  const forgetPages = async (keeper) => {
    const names = window.caches ? await caches.keys() : [];
    for (const name of names) {
      if (name.startsWith("eclore-jury ") && !(keeper && name.endsWith(` ${keeper}`))) await caches.delete(name);
    }
  };
  forgetPages(document.body.dataset.keeper);
  document.addEventListener("submit", ({ target }) => {
    if (target.getAttribute("action")?.endsWith("/deconnexion/") || location.pathname.endsWith("/deconnexion/")) {
      forgetPages("");
    }
  });

  // A page made for paper says so where a script can ask for it
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // Dialogs: a link to a page of confirmation opens the same question in place
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog && dialog.showModal) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    if (event.target.nodeName === "DIALOG") event.target.close();
  });

  // Counters of characters
  const count = (area) => {
    const counter = document.querySelector(`[data-counter="${CSS.escape(area.id)}"]`);
    if (!counter) return;
    const limit = Number(counter.dataset.limit);
    const length = [...area.value].length;
    counter.textContent = `${length} / ${limit}`;
    counter.classList.toggle("over", length > limit);
  };
  // Text areas grow with their text where the style sheet cannot ask for it
  const grow = (area) => {
    if (CSS.supports("field-sizing", "content")) return;
    area.rows = Math.min(24, Math.max(area.rows, area.value.split("\n").length + 1));
  };

  // Two texts side by side: the other's may be taken into the control, and one's own had back
  const compare = (button) => {
    const controls = [...document.getElementsByName(button.dataset.take)].filter((each) => each.type !== "hidden");
    const ticked = (each) => ["radio", "checkbox"].includes(each.type);
    const mine = controls.map((each) => (ticked(each) ? each.checked : each.value));
    const words = button.textContent;
    let taken = false;
    button.hidden = false;
    button.addEventListener("click", () => {
      taken = !taken;
      controls.forEach((each, index) => {
        const theirs = each.type === "radio" ? each.value === button.dataset.value : button.dataset.value !== "";
        if (ticked(each)) each.checked = taken ? theirs : mine[index];
        else each.value = taken ? button.dataset.value : mine[index];
        if (each.type !== "radio" || each.checked) each.dispatchEvent(new Event("input", { bubbles: true }));
      });
      button.textContent = taken ? button.dataset.back : words;
      (controls.find((each) => each.checked) || controls[0]).focus();
    });
  };

  document.addEventListener("input", (event) => {
    if (event.target.nodeName !== "TEXTAREA") return;
    count(event.target);
    grow(event.target);
  });

  // A form is sent once: its buttons wait for the answer. What the pressed one is called has been read by then, and
  // they keep the focus. They come back with an answer in place, when one returns to the page, or in the end.
  const LONGEST = 15000;
  const wait = (form, waits) => {
    if (form.nodeName !== "FORM") return;
    const posts = form.getAttribute("method") === "post";
    const change = (element, name) => (waits ? element.setAttribute(name, "true") : element.removeAttribute(name));
    change(form, "aria-busy");
    for (const control of posts ? form.elements : []) {
      if (control.type === "submit") change(control, "aria-disabled");
    }
    if (waits) setTimeout(wait, posts ? LONGEST : 4000, form, false);
  };
  const isSent = (form) => form.getAttribute("method") === "post" && form.hasAttribute("aria-busy");
  document.addEventListener(
    "submit",
    (event) => {
      if (!isSent(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) wait(event.target, true);
  });
  // A form that its page sends by itself (keeping.js)
  document.addEventListener("eclore:sent", (event) => wait(event.target, true));
  document.addEventListener("eclore:answered", (event) => wait(event.target, false));
  document.addEventListener("htmx:beforeSend", (event) => wait(event.detail.elt, true));
  document.addEventListener("htmx:afterRequest", (event) => wait(event.detail.elt, false));
  window.addEventListener("pageshow", (event) => {
    for (const form of event.persisted ? document.querySelectorAll("form[aria-busy]") : []) wait(form, false);
  });

  // Tick boxes of a list: <input type=checkbox data-check-all="name">
  document.addEventListener("change", (event) => {
    const name = event.target.dataset && event.target.dataset.checkAll;
    if (!name) return;
    for (const box of document.getElementsByName(name)) box.checked = event.target.checked;
  });

  // Clocks: they follow the server's time, not this machine's; one that stands still shows what is left
  let offset = 0;
  const tick = () => {
    for (const clock of document.querySelectorAll("[data-clock], [data-seconds]")) {
      const ends = clock.dataset.clock && Date.parse(clock.dataset.clock);
      const left = ends ? Math.round((ends - Date.now() - offset) / 1000) : Number(clock.dataset.seconds);
      const whole = Math.abs(left);
      const text = `${left < 0 ? "−" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
      clock.querySelector(".clock-time").textContent = text;
      clock.classList.toggle("over", left < 0);
      const bar = ends && clock.querySelector(".phase.current progress");
      if (bar) bar.value = 100 - (100 * Math.max(left, 0)) / (60 * bar.dataset.minutes || 1);
    }
  };
  document.addEventListener("eclore:time", (event) => {
    ({ offset } = event.detail);
  });
  document.addEventListener("eclore:tick", tick);

  // What is prepared on arrival, and again when htmx brings a part
  const prepare = (root) => {
    const clock = root.querySelector("[data-now]");
    if (clock) offset = Date.parse(clock.dataset.now) - Date.now();
    for (const area of root.querySelectorAll("textarea")) {
      count(area);
      grow(area);
    }
    for (const button of root.querySelectorAll("[data-take]")) compare(button);
    const summary = root.querySelector("[data-error-summary]");
    if (summary) {
      document.title = `${summary.dataset.errorSummary} ${document.title}`;
      summary.focus();
    }
    const closing = document.querySelector("template[data-message-close]");
    for (const message of closing ? root.querySelectorAll("[data-message]:not(:has(.close))") : []) {
      message.append(closing.content.cloneNode(true));
      message.querySelector(".close").addEventListener("click", () => message.remove());
    }
    tick();
  };
  prepare(document);
  setInterval(tick, 500);
  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));

  // htmx: the token against forged requests, and a page of errors is shown rather than swallowed
  document.addEventListener("htmx:configRequest", (event) => {
    const field = document.querySelector("input[name=csrfmiddlewaretoken]");
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    const token = field ? field.value : cookie && cookie[1];
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([400, 409, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
})();
