// A column: pointing at its page, the form, outputs, and news of changes.

import { $, $$, ask, element, hear, send, tell, undoing } from "./talk.js";
import { renewReader, startReaders } from "./reader.js";
import { fillPlain, fitMail, watchMail } from "./mail.js";

const column = document.body.dataset.column;
const part = $("#part");

// --- pointing at the page -----------------------------------------------------------------------

let pointed = null;

async function point(at) {
  if (!at) return;
  if (pointed) pointed.classList.remove("hit");
  pointed = at;
  at.classList.add("hit");
  const told = await ask(`/column/${column}/element/${at.dataset.e}`);
  if (!told) return;
  $("#correct-form").hidden = false;
  $("#correct-help").hidden = true;
  $("#pointed").textContent = told.text || "(no words)";
  $("#now").textContent = at.closest("[data-told]")?.dataset.told.replace(/^\d+ · /, "") || "";
  $("#selector").value = told.selector;
  $("#correct-told").replaceChildren();
  $("#correct").scrollIntoView({ block: "nearest" });
}

function attach(frame) {
  const page = frame.contentDocument;
  if (!page || !page.body || page.body.dataset.attached) return;
  page.body.dataset.attached = "yes";
  page.addEventListener("click", (event) => point(event.target.closest("[data-e]")));
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    point(event.target.closest("[data-e]"));
    $("[data-kind]").focus();
  });
}

function step(where) {
  const near = {
    wider: (e) => e.parentElement && e.parentElement.closest("[data-e]"),
    narrower: (e) => $("[data-e]", e),
    before: (e) => e.previousElementSibling,
    after: (e) => e.nextElementSibling,
  };
  const next = pointed && near[where](pointed);
  if (next && next.dataset.e) {
    point(next);
    next.scrollIntoView({ block: "nearest" });
  }
}

function showRegion(number) {
  const region = $("#page-frame").contentDocument.getElementById(`r${number}`);
  if (!region) return;
  region.scrollIntoView({ block: "center" });
  point(region.closest("[data-e]") || $("[data-e]", region));
}

let jumped = "";

// The next region of a kind, round and round.
function jump(kind) {
  const page = $("#page-frame").contentDocument;
  const regions = $$(`.r.${kind}[id]`, page);
  if (!regions.length) {
    $("#news").textContent = `Nothing on this page is ${kind}`;
    setTimeout(() => { $("#news").textContent = ""; }, 2500);
    return;
  }
  const next = regions[(regions.findIndex((e) => e.id === jumped) + 1) % regions.length];
  jumped = next.id;
  next.scrollIntoView({ block: "start" });
  next.focus({ preventScroll: true });
}

async function correct(kind) {
  const scope = $("input[name=scope]:checked");
  const told = await send(`/column/${column}/correct`, {
    kind, selector: $("#selector").value, scope: scope ? scope.value : "column",
  });
  tell($("#correct-told"), told);
  if (told.ok) $("#now").textContent = "";  // it is something else by now
  refresh();
}

// --- clicks and forms ---------------------------------------------------------------------------

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.step) step(button.dataset.step);
  if (button.dataset.jump) jump(button.dataset.jump);
  if (button.dataset.region) showRegion(button.dataset.region);
  if (button.dataset.kind) correct(button.dataset.kind);
  if (button.dataset.check) {
    $("#checked").textContent = "Checking…";
    const answer = await fetch(button.dataset.check);
    $("#checked").innerHTML = await answer.text();
  }
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("#edit");
  if (form) form.dataset.touched = "yes";
});

document.addEventListener("change", (event) => {
  if (event.target.id === "other-format") location.search = `view=outputs&form=${event.target.value}`;
});

document.addEventListener("submit", async (event) => {
  if (event.target.id !== "edit") return;
  event.preventDefault();
  const form = event.target;
  const values = { authors: [], disclaimers: [], series: {} };
  const read = (root) =>
    Object.fromEntries($$("[data-name]", root).map((field) => [field.dataset.name, field.value]));
  for (const field of $$("[data-name]", form)) {
    if (!field.closest("[data-group]")) values[field.dataset.name] = field.value;
  }
  for (const group of $$("[data-group]", form)) {
    if (group.dataset.group === "series") values.series = read(group);
    else values[group.dataset.group].push(read(group));
  }
  const told = await send(`/column/${column}/state`, { values, version: form.dataset.version });
  if (told.ok) delete form.dataset.touched;
  tell($("#edit-told"), told);
  if (told.ok) refresh();
});

// --- news ---------------------------------------------------------------------------------------

let under = false, again = false;

// Says how far slow work is, once anybody has to wait for it; returns what ends that.
function waiting() {
  const news = $("#news");
  const form = part.dataset.form;
  const tick = async () => {
    const told = form ? await ask(`/column/${column}/progress/${form}`) : null;
    if (over) return;
    const words = told?.making ? [`${told.seconds} s`, told.said] : [];
    if (told?.last) words.push(`last time ${told.last} s`);
    const pending = $("#pending-told");
    const text = [pending ? pending.dataset.making : "Making it anew", ...words.filter(Boolean)].join(" · ");
    (pending || news).textContent = text;
    const bar = $("#pending progress");
    if (bar && told?.last) bar.value = Math.min(0.95, told.seconds / told.last);
  };
  let over = false;
  const timer = setInterval(tick, 400);
  return () => { over = true; clearInterval(timer); news.textContent = ""; };
}

// Frames that are quick to make are loaded again with the news, before anybody asks what changed.
const QUICK = "#article-frame, #mail-frame, #html-frame";

function renewQuick() {
  for (const frame of $$(QUICK, part)) frame.contentWindow.location.reload();
}

// The others are loaded again when what they show has changed. All stay where they were scrolled to.
function renewFrames(fresh) {
  for (const frame of $$("iframe", part)) {
    const now = fresh.getElementById(frame.id);
    if (!now || now.dataset.version === frame.dataset.version) continue;
    frame.dataset.version = now.dataset.version;
    const reader = frame.closest("[data-reader]");
    if (reader) renewReader(reader);
    else if (!frame.matches(QUICK)) frame.contentWindow.location.reload();
  }
}

// Pictures of a PDF's pages that are in view are asked for with the news too, and wait for the PDF on
// the server; each takes the old one's place when it can be painted, so that none goes blank.
const ASKED_AHEAD = 2;  // a browser has six connections, and the news take one of them

function inView(picture) {
  const box = picture.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight;
}

// Loads a picture of a page anew; tells whether it came.
function renewSheet(old, source) {
  const next = old.cloneNode();
  Object.assign(next, { loading: "eager", decoding: "sync", srcset: source.srcset, src: source.src });
  return new Promise((told) => {
    next.onload = () => { old.replaceWith(next); told(true); };
    next.onerror = () => told(false);
  });
}

function askAhead() {
  const seen = $$("#sheets img", part).filter(inView).slice(0, ASKED_AHEAD);
  const version = `v=${Date.now()}`;
  return new Map(seen.map((old) => [old.id, renewSheet(old, {
    src: old.src.replace(/v=\d+/, version), srcset: old.srcset.replace(/v=\d+/g, version),
  })]));
}

async function renewSheets(fresh, ahead) {
  const now = $("#sheets", part), then = $("#sheets", fresh);
  if (!then || then.dataset.version === now.dataset.version) return;
  now.dataset.version = then.dataset.version;
  const pages = [...then.children];
  for (const extra of [...now.children].slice(pages.length)) extra.remove();
  for (const [number, page] of pages.entries()) {
    const old = now.children[number];
    if (!old) {
      now.append(page);
      continue;
    }
    const source = $("img", page);
    if (await ahead.get(source.id)) continue;
    const picture = $("img", old);
    if (inView(picture)) renewSheet(picture, source);
    else Object.assign(picture, { srcset: source.srcset, src: source.src, loading: "lazy" });
  }
}

function renewPieces(fresh) {
  for (const piece of $$("[data-piece]", fresh)) {
    const old = document.getElementById(piece.id);
    if (!old || old.outerHTML === piece.outerHTML || $("[data-touched]", old)) continue;
    const told = $("[data-told]", old);
    for (const open of $$("details[id][open]", old)) {
      const same = piece.querySelector(`#${open.id}`);
      if (same) same.open = true;
    }
    const at = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(piece);
    if (told && $("[data-told]", piece)) $("[data-told]", piece).replaceWith(told);
    if (at) document.getElementById(at)?.focus();
  }
}

async function refresh() {
  if (under) { again = true; return; }
  under = true;
  const done = waiting();
  renewQuick();
  const ahead = askAhead();
  try {
    const answer = await fetch(part.dataset.live);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const shape = (root) => $$("iframe, #sheets, #text", root).map((one) => one.id).join();
    if (shape(fresh) !== shape(part)) {
      part.replaceChildren(...fresh.body.childNodes);
      begin();
    } else {
      renewFrames(fresh);
      renewSheets(fresh, ahead);
      renewPieces(fresh);
      fillPlain(part);
    }
    document.body.dataset.refreshed = String(Number(document.body.dataset.refreshed || 0) + 1);
  } catch {
    $("#news").textContent = "The preview gave no answer.";
  } finally {
    done();
    under = false;
    if (again) { again = false; refresh(); }
  }
}

async function fill() {
  const done = waiting();
  const answer = await fetch(part.dataset.live);
  const fresh = await answer.text();
  done();
  part.innerHTML = fresh;
  begin();
}

function begin() {
  for (const frame of $$("iframe[data-pointing]", part)) {
    frame.addEventListener("load", () => attach(frame));
    attach(frame);
  }
  startReaders(part);
  fitMail(part);
}

undoing(() => refresh());
watchMail();
begin();
if ($("#pending")) fill();
hear(({ columns }) => {
  if (columns === null || columns.includes(Number(column))) refresh();
}, { column, form: part.dataset.form });
