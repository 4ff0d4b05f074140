// Verifying a file: its SHA-256 is computed here, so that the file itself never leaves the device.
// Without this file, or where the browser cannot, the form sends the file and the server computes it.
"use strict";

(() => {
  const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-verify]");
    const input = form && form.querySelector("input[type=file]");
    const file = input && input.files[0];
    if (!file || !window.crypto || !window.crypto.subtle || file.size > Number(input.dataset.most)) return;
    event.preventDefault();
    form.elements.sha256.value = hex(await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    input.disabled = true;
    form.submit();
    input.disabled = false;
  });
})();
