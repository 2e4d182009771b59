// What every page of the preview needs: finding elements, speaking to the server, telling answers.

export const $ = (query, root = document) => root.querySelector(query);
export const $$ = (query, root = document) => [...root.querySelectorAll(query)];

export function element(tag, text = "", css = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (css) made.className = css;
  return made;
}

export async function send(address, values = {}) {
  try {
    const answer = await fetch(address, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(values),
    });
    return { ok: answer.ok, ...(await answer.json()) };
  } catch {
    return { ok: false, problem: "the preview gave no answer; start the command again" };
  }
}

export async function ask(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function bothTexts(told) {
  const both = element("div", "", "both");
  for (const [title, text] of [["In the file now", told.theirs], ["Yours", told.ours]]) {
    const side = element("div");
    const shown = element("pre", text);
    shown.tabIndex = 0;
    side.append(element("h3", title), shown);
    both.append(side);
  }
  return both;
}

// Says in a place what became of a change: the text written with a way back, or why nothing was.
export function tell(place, told) {
  place.replaceChildren();
  if (!told.ok) {
    const problem = element("div", told.problem, "problem panel");
    if (told.theirs !== undefined) problem.append(bothTexts(told));
    place.append(problem);
    return;
  }
  const line = element("p", `Written to ${told.path} `);
  if (told.edit) {
    const undo = element("button", "Undo");
    undo.type = "button";
    undo.dataset.undo = told.edit;
    line.append(undo);
  }
  const text = element("pre", told.text);
  text.tabIndex = 0;
  place.append(line, text);
}

// Takes changes back wherever a button says so; `after` brings the page up to date.
export function undoing(after) {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-undo]");
    if (!button) return;
    const told = await send(`/undo/${button.dataset.undo}`);
    const place = button.closest("[data-told]");
    if (!told.ok) tell(place || button.parentElement.appendChild(element("div")), told);
    else {
      if (place) place.replaceChildren(element("p", `${told.path} is as it was`));
      after();
    }
  });
}

// Calls back with every change of files; says so when the preview is gone.
export function hear(change, shows = {}) {
  const news = $("#news");
  const events = new EventSource(`/events?${new URLSearchParams(shows)}`);
  events.onmessage = (event) => change(JSON.parse(event.data));
  events.onerror = () => { news.textContent = "The preview has stopped. Start the command again."; };
  events.onopen = () => { news.textContent = ""; document.body.dataset.listening = "yes"; };
  addEventListener("pagehide", () => events.close());
}
