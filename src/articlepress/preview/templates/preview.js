// Filter, pointing at the page, forms, and news of changes. Everything works on what the server made.
"use strict";

const $ = (query, root = document) => root.querySelector(query);
const $$ = (query, root = document) => [...root.querySelectorAll(query)];
const column = document.body.dataset.column;

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

async function send(address, values) {
  const answer = await fetch(address, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(values),
  });
  const told = await answer.json().catch(() => ({ problem: "the preview gave no answer" }));
  return { ok: answer.ok, ...told };
}

function tell(place, told) {
  place.replaceChildren();
  if (!told.ok) {
    const problem = element("div", told.problem);
    problem.className = "panel problem";
    place.append(problem);
    if (told.theirs !== undefined) {
      const both = element("div", "");
      both.className = "both";
      for (const [title, text] of [["In the file now", told.theirs], ["Yours", told.ours]]) {
        const side = element("div", "");
        side.append(element("b", title), element("pre", text));
        both.append(side);
      }
      problem.append(both);
    }
    return;
  }
  place.append(`Written to ${told.path}`, element("pre", told.text));
}

// --- list ---------------------------------------------------------------------------------------

const filter = $("#filter");
if (filter) {
  const rows = $$("#columns li").map((row) => [row, row.textContent.toLowerCase()]);
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    $("#count").textContent = words.length ? `${shown} shown` : "";
    $("#nothing").hidden = shown > 0;
  });
  filter.addEventListener("keydown", (event) => {
    const first = rows.find(([row]) => !row.hidden);
    if (event.key === "Enter" && first) $("a", first[0]).click();
  });
}

// --- order --------------------------------------------------------------------------------------

const order = $("#order");
if (order) {
  const list = $("ol", order);
  let dragged = null;
  const move = (row, up) => {
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (other) list.insertBefore(up ? row : other, up ? other : row);
  };
  order.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    move(button.closest("li"), button.dataset.move === "up");
    button.focus();
  });
  order.addEventListener("keydown", (event) => {
    const row = event.target.closest("li");
    if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    const at = document.activeElement;
    move(row, event.key === "ArrowUp");
    at.focus();
  });
  list.addEventListener("dragstart", (event) => { dragged = event.target.closest("li"); });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    list.insertBefore(dragged, event.clientY < box.top + box.height / 2 ? over : over.nextSibling);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => { dragged = null; });
  order.addEventListener("submit", async (event) => {
    event.preventDefault();
    const columns = $$("li", list)
      .filter((row) => $("input", row).checked).map((row) => Number(row.dataset.number));
    const told = await send("/order/save", {
      columns, title: $("#order-title").value, version: order.dataset.version,
    });
    tell($("#order-told"), told);
    if (told.ok) order.dataset.version = told.version;
  });
}

// --- pointing at the page -----------------------------------------------------------------------

let pointed = null;

async function point(at) {
  if (!at) return;
  if (pointed) pointed.classList.remove("hit");
  pointed = at;
  at.classList.add("hit");
  const answer = await fetch(`/column/${column}/element/${at.dataset.e}`);
  if (!answer.ok) return;
  const told = await answer.json();
  $("#correct-form").hidden = false;
  $("#correct-help").hidden = true;
  $("#pointed").textContent = told.text || "(no words)";
  $("#selector").value = told.selector;
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

// --- clicks and forms ---------------------------------------------------------------------------

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.step) step(button.dataset.step);
  if (button.dataset.kind) {
    const scope = $("input[name=scope]:checked");
    const told = await send(`/column/${column}/correct`, {
      kind: button.dataset.kind, selector: $("#selector").value, scope: scope ? scope.value : "column",
    });
    tell($("#correct-told"), told);
    refresh();
  }
  if (button.dataset.undo) {
    const told = await send(`/undo/${button.dataset.undo}`, {});
    if (!told.ok) tell(button.parentElement.appendChild(element("div", "")), told);
    else if (column === undefined) location.reload();
    else refresh();
  }
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

document.addEventListener("change", (event) => {
  const form = event.target.closest("#mail");
  if (!form) return;
  const frame = document.getElementById(form.dataset.frame);
  const values = new FormData(form);
  frame.style.width = `${values.get("width")}px`;
  values.delete("width");
  frame.src = `${form.dataset.base}?${new URLSearchParams(values)}`;
});

// --- news ---------------------------------------------------------------------------------------

let under = false, again = false;

async function refresh() {
  if (under) { again = true; return; }
  under = true;
  const slow = setTimeout(() => { $("#news").textContent = "Making it anew…"; }, 400);
  try {
    for (const frame of $$("iframe", $("#part"))) frame.contentWindow.location.reload();
    const part = $("#part");
    const answer = await fetch(part.dataset.live);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (fresh.querySelectorAll("iframe").length !== $$("iframe", part).length) location.reload();
    for (const piece of $$("[data-piece]", fresh)) {
      const old = document.getElementById(piece.id);
      if (!old || old.outerHTML === piece.outerHTML || $("[data-touched]", old)) continue;
      const told = $("#edit-told", old);
      old.replaceWith(piece);
      if (told && $("#edit-told")) $("#edit-told").replaceWith(told);
    }
    document.body.dataset.refreshed = String(Number(document.body.dataset.refreshed || 0) + 1);
  } finally {
    clearTimeout(slow);
    $("#news").textContent = "";
    under = false;
    if (again) { again = false; refresh(); }
  }
}

async function fill(part) {
  const answer = await fetch(part.dataset.live);
  part.innerHTML = await answer.text();
}

if (column !== undefined) {
  if ($("#pending")) fill($("#part"));
  for (const frame of $$("iframe[data-pointing]")) {
    frame.addEventListener("load", () => attach(frame));
    attach(frame);
  }
  const events = new EventSource("/events");
  events.onmessage = (event) => {
    const { columns } = JSON.parse(event.data);
    if (columns === null || columns.includes(Number(column))) refresh();
  };
  events.onerror = () => { $("#news").textContent = "The preview has stopped."; };
  events.onopen = () => { $("#news").textContent = ""; document.body.dataset.listening = "yes"; };
}
