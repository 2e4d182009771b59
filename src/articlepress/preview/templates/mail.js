// The newsletter's frame: how wide it is, and what the mail client does to it.

import { $$, ask } from "./talk.js";

// A frame asked to do what the form says; a form kept by the browser over a reload is obeyed too.
export function fitMail(root = document) {
  for (const form of $$("form[data-mail]", root)) {
    fitScreen($$("input[name=width]", form), (field) => Number(field.value));
    apply(form);
  }
}

// The plain text a newsletter is sent with takes longer than the newsletter: it is made when read.
export async function fillPlain(root = document) {
  for (const details of $$("details[data-plain][open]", root)) {
    const told = await ask(details.dataset.plain);
    details.querySelector("pre").textContent = told ? told.text : "No message can be made of this.";
  }
}

// On a screen narrower than what is chosen, the widest that fits is chosen, or the least.
export function fitScreen(fields, widthOf) {
  const room = document.documentElement.clientWidth;
  const chosen = fields.find((field) => field.checked);
  if (!chosen || widthOf(chosen) <= room) return;
  const fitting = fields.filter((field) => widthOf(field) <= room);
  (fitting.at(-1) || fields[0]).checked = true;
}

export function watchMail() {
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details[data-plain]")) fillPlain();
  }, true);
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-mail]");
    if (form) apply(form);
  });
}

function apply(form) {
  const frame = document.getElementById(form.dataset.mail);
  const values = new FormData(form);
  frame.style.width = `${values.get("width")}px`;
  values.delete("width");
  const query = new URLSearchParams(values).toString();
  const address = query ? `${form.dataset.base}?${query}` : form.dataset.base;
  if (new URL(address, location.href).href !== frame.contentWindow.location.href &&
      frame.dataset.shows !== address) {
    frame.dataset.shows = address;
    frame.contentWindow.location.replace(address);
  }
}
