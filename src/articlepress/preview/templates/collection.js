// A book or digest: columns put in order by drag, buttons or keys, parts, cover, and the build.

import { $, $$, ask, element, hear, send, tell, undoing } from "./talk.js";
import { startReaders } from "./reader.js";
import { fitMail, watchMail } from "./mail.js";

const form = $("#collection");
const lists = () => $$("ol[data-rows]", form);
const rows = (list) => $$(":scope > li", list);

// --- moving -------------------------------------------------------------------------------------

function say(text) { $("#moved").textContent = text; }

function number() {
  for (const button of $$("[data-put]", form)) {
    button.firstChild.data = button.closest("ol").dataset.rows === "out" ? "Put in" : "Leave out";
  }
  for (const section of $$("[data-section]", form)) {
    $("[data-empty]", section).hidden = rows($("ol", section)).length > 0;
  }
  const parts = $$("[data-section=part]", form).length;
  $("#loose-title").textContent = parts ? "In no part: after all parts" : "In the book";
  const inside = lists().filter((list) => list.dataset.rows !== "out");
  const count = inside.reduce((sum, list) => sum + rows(list).length, 0);
  $("#inside").textContent = `${count} column${count === 1 ? "" : "s"}`;
}

function changed() {
  form.dataset.touched = "yes";
  number();
}

// One step up or down; beyond the ends of a list, into the list before or after it.
function move(row, up) {
  const list = row.parentElement;
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  const all = lists();
  const near = all[all.indexOf(list) + (up ? -1 : 1)];
  if (other) list.insertBefore(up ? row : other, up ? other : row);
  else if (near && up) near.append(row);
  else if (near) near.prepend(row);
  changed();
  const at = rows(row.parentElement).indexOf(row) + 1;
  const place = row.closest("[data-section]").getAttribute("aria-label") || $("#loose-title").textContent;
  say(`${row.dataset.title}: place ${at} of ${rows(row.parentElement).length}, ${place}`);
}

function put(row, out) {
  const list = $(out ? "[data-rows=out]" : "[data-rows=loose]", form);
  list.append(row);
  changed();
  say(`${row.dataset.title}: ${out ? "left out" : "in the book"}`);
}

function movePart(section, up) {
  const other = up ? section.previousElementSibling : section.nextElementSibling;
  if (other?.dataset.section !== "part") return;
  section.parentElement.insertBefore(up ? section : other, up ? other : section);
  changed();
}

function addPart() {
  const section = $("#part-form").content.firstElementChild.cloneNode(true);
  $("#loose").before(section);
  listen($("ol", section));
  changed();
  $("[data-part-title]", section).focus();
}

function removePart(section) {
  const loose = $("[data-rows=loose]", form);
  loose.append(...rows($("ol", section)));
  section.remove();
  changed();
  $("#add-part").focus();
}

form?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const row = button.closest("li");
  const section = button.closest("[data-section]");
  if (button.id === "add-part") addPart();
  if (button.dataset.move) move(row, button.dataset.move === "up");
  if ("put" in button.dataset) put(row, row.parentElement.dataset.rows !== "out");
  if (button.dataset.part === "remove") removePart(section);
  else if (button.dataset.part) movePart(section, button.dataset.part === "up");
  if (row?.isConnected || section?.isConnected) button.focus();
});

form?.addEventListener("keydown", (event) => {
  const row = event.target.closest("li");
  if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  const at = document.activeElement;
  move(row, event.key === "ArrowUp");
  at.focus();
});

form?.addEventListener("input", (event) => {
  form.dataset.touched = "yes";
  const section = event.target.closest("[data-section=part]");
  if (section) section.setAttribute("aria-label", `Part ${event.target.value}`);
});

let dragged = null;

function listen(list) {
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("li");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.title);
  });
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const over = event.target.closest("li");
    if (over === dragged) return;
    if (!over) { list.append(dragged); return; }
    const box = over.getBoundingClientRect();
    list.insertBefore(dragged, event.clientY < box.top + box.height / 2 ? over : over.nextSibling);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => { dragged = null; changed(); });
}

// --- saving -------------------------------------------------------------------------------------

function columns(list) { return rows(list).map((row) => row.dataset.ident); }

async function save() {
  const told = await send("/collection/save", {
    title: $("#book-title").value, subtitle: $("#book-subtitle").value, cover: $("#book-cover").value,
    parts: $$("[data-section=part]", form).map((section) => ({
      title: $("[data-part-title]", section).value, columns: columns($("ol", section)),
    })),
    columns: columns($("[data-rows=loose]", form)),
    version: form.dataset.version,
  });
  tell($("#saved"), told);
  if (told.ok) {
    form.dataset.version = told.version;
    delete form.dataset.touched;
  }
  return told.ok;
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  save();
});

// --- building -----------------------------------------------------------------------------------

async function follow(made) {
  const progress = $("#building");
  for (;;) {
    const told = await ask(`/build/${made}/state`);
    if (!told) break;
    if (told.state !== "running") break;
    progress.hidden = false;
    $("#stop").dataset.form = made;
    const bar = $("progress", progress);
    const read = told.total && told.done < told.total;
    if (read) { bar.max = told.total; bar.value = told.done; } else bar.removeAttribute("value");
    $("#build-told").textContent = read
      ? `${told.done} of ${told.total} columns read · ${told.seconds} s`
      : `Putting it together · ${told.seconds} s`;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  progress.hidden = true;
  show(made);
}

async function show(made) {
  const answer = await fetch(`/build/${made}/view`);
  const place = $("#built");
  place.innerHTML = await answer.text();
  startReaders(place);
  fitMail(place);
  place.dataset.shows = made;
  $("h2", place)?.focus();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.build) {
    if ((form.dataset.touched || !form.dataset.version) && !(await save())) return;
    $("#built").replaceChildren();
    const told = await send(`/build/${button.dataset.build}`);
    if (told.ok) follow(button.dataset.build);
    else tell($("#built"), told);
  }
  if (button.dataset.result) show(button.dataset.result);
  if (button.id === "stop") await send(`/build/${button.dataset.form}/stop`);
});

if (form) {
  lists().forEach(listen);
  number();
  watchMail();
}
undoing(() => location.reload());
hear(({ collection }) => {
  if (!collection || !form) return;
  if (!form.dataset.touched) renew();
  else if (!$("#elsewhere")) {
    const note = element("p", "The manifest was changed elsewhere; saving shows both. ", "panel problem");
    note.id = "elsewhere";
    form.prepend(note);
  }
});

// The order as it is in the file by now, when nobody is about to change it here.
async function renew() {
  const answer = await fetch("/collection");
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = $("#collection", fresh);
  if (!now || now.dataset.version === form.dataset.version) return;
  form.dataset.version = now.dataset.version;
  $("#arranged").replaceWith($("#arranged", fresh));
  lists().forEach(listen);
  number();
}
