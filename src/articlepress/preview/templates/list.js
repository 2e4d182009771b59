// The list of columns: filtered as one types.

import { $, $$ } from "./talk.js";

const filter = $("#filter");
const rows = $$("#columns li").map((row) => [row, row.textContent.toLowerCase()]);

filter.addEventListener("input", () => {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const [row, text] of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  $("#count").textContent = words.length ? `${shown} of ${rows.length}` : "";
  $("#nothing").hidden = shown > 0;
});

filter.addEventListener("keydown", (event) => {
  const first = rows.find(([row]) => !row.hidden);
  if (event.key === "Enter" && first) $("a", first[0]).click();
  if (event.key === "Escape") {
    filter.value = "";
    filter.dispatchEvent(new Event("input"));
  }
});
