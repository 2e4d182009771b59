// A book page by page: its documents are cut into columns as wide as the frame, and turned.

import { $, $$ } from "./talk.js";
import { fitScreen } from "./mail.js";

const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, figure, pre, tr, dt, dd";

class Reader {
  constructor(root) {
    this.root = root;
    this.frame = $("iframe", root);
    this.chapters = $$("[data-chapter]", root).map((link) => link.dataset.path);
    this.chapter = Number(root.dataset.first);
    this.page = 0;
    this.wanted = null;  // what to turn to once the document is there
    fitScreen($$("input[name=screen]", root), (field) => parseInt(field.value, 10));
    this.frame.addEventListener("load", () => this.opened());
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("change", () => this.resized());
    root.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.settle()).observe(this.frame);
    if (this.frame.contentDocument?.readyState === "complete") this.opened();
  }

  get page_width() { return this.frame.clientWidth; }
  get document() { return this.frame.contentDocument; }
  get sheet() { return this.document?.documentElement; }
  get pages() {
    return this.sheet ? Math.max(1, Math.ceil(this.sheet.scrollWidth / this.page_width - 0.05)) : 1;
  }

  opened() {
    if (!this.document?.body || this.document.URL === "about:blank") return;
    this.document.addEventListener("keydown", (event) => this.key(event));
    this.document.addEventListener("click", (event) => this.followed(event));
    this.size();
    const wanted = this.wanted || {};
    this.wanted = null;
    if (wanted.place) this.find(wanted.place);
    else if (wanted.anchor) this.show(this.document.getElementById(wanted.anchor));
    else this.turn(wanted.last ? this.pages - 1 : 0);
    this.root.dataset.ready = String(Number(this.root.dataset.ready || 0) + 1);
  }

  open(chapter, wanted = {}) {
    this.chapter = chapter;
    this.wanted = wanted;
    this.frame.contentWindow.location.replace(`${this.root.dataset.base}?chapter=${chapter}`);
  }

  turn(page) {
    this.page = Math.min(Math.max(page, 0), this.pages - 1);
    const way = getComputedStyle(this.sheet).direction === "rtl" ? -1 : 1;
    this.sheet.scrollTo({ left: way * this.page * this.page_width, behavior: "instant" });
    this.told();
  }

  step(way) {
    const next = this.page + way;
    if (next >= 0 && next < this.pages) this.turn(next);
    else if (this.chapters[this.chapter + way] !== undefined) {
      this.open(this.chapter + way, { last: way < 0 });
    }
  }

  told() {
    const whole = this.chapters.length;
    $("[data-where]", this.root).textContent =
      `Page ${this.page + 1} of ${this.pages}, document ${this.chapter + 1} of ${whole}`;
    $("[data-turn=before]", this.root).disabled = this.page === 0 && this.chapter === 0;
    $("[data-turn=after]", this.root).disabled =
      this.page + 1 >= this.pages && this.chapter + 1 >= whole;
    for (const link of $$("[data-chapter]", this.root)) {
      if (Number(link.dataset.chapter) === this.chapter) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest?.("select, input, textarea")) return;
    const rtl = this.sheet && getComputedStyle(this.sheet).direction === "rtl";
    const ways = {
      ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1, PageDown: 1, PageUp: -1,
      " ": event.target.closest?.("button, a") ? 0 : event.shiftKey ? -1 : 1,
    };
    if (ways[event.key]) this.step(ways[event.key]);
    else if (event.key === "Home") this.turn(0);
    else if (event.key === "End") this.turn(this.pages - 1);
    else return;
    event.preventDefault();
  }

  clicked(event) {
    const link = event.target.closest("[data-chapter]");
    const turn = event.target.closest("[data-turn]");
    if (link) {
      event.preventDefault();
      this.open(Number(link.dataset.chapter));
    }
    if (turn) this.step(turn.dataset.turn === "after" ? 1 : -1);
  }

  // Links of the book turn to their place in it; those that lead out of it lead nowhere here.
  followed(event) {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    const [path, anchor] = (link.getAttribute("href") || "").split("#");
    const here = this.chapters[this.chapter];
    const folder = here.slice(0, here.lastIndexOf("/") + 1);
    const target = path ? new URL(path, `http://book/${folder}`).pathname.slice(1) : here;
    const chapter = this.chapters.indexOf(decodeURIComponent(target));
    if (chapter < 0) return;
    if (chapter === this.chapter) this.show(anchor && this.document.getElementById(anchor));
    else this.open(chapter, { anchor });
  }

  show(place) {
    if (!place) return this.turn(0);
    const left = place.getBoundingClientRect().left + Math.abs(this.sheet.scrollLeft);
    this.turn(Math.floor(Math.abs(left) / this.page_width));
  }

  // The first block in sight, by its words: what was changed elsewhere does not move the reader.
  place() {
    const blocks = $$(BLOCKS, this.document);
    const seen = blocks.findIndex((block) => {
      const box = block.getBoundingClientRect();
      return box.width && box.right > 0 && box.left < this.page_width;
    });
    return { at: seen, words: seen < 0 ? "" : blocks[seen].textContent.slice(0, 80), page: this.page };
  }

  find({ at, words, page }) {
    const blocks = $$(BLOCKS, this.document);
    const same = blocks.filter((block) => words && block.textContent.startsWith(words));
    const near = same.sort((a, b) => Math.abs(blocks.indexOf(a) - at) - Math.abs(blocks.indexOf(b) - at));
    const box = near[0]?.getBoundingClientRect();
    // A block may begin on the page before the one it was seen on.
    if (!box || (box.left < (page + 1) * this.page_width && box.right > page * this.page_width)) {
      return this.turn(page);
    }
    this.show(near[0]);
  }

  renew() {
    this.open(this.chapter, { place: this.place() });
  }

  size() {
    const form = new FormData($("form", this.root));
    const [width, height] = String(form.get("screen")).split("x");
    this.frame.style.width = `min(100%, ${width}px)`;
    this.frame.style.height = `min(${height}px, max(22rem, 100vh - 17rem))`;
    if (this.sheet) this.sheet.style.fontSize = `${form.get("size")}%`;
  }

  resized() {
    const place = this.place();
    this.size();
    this.find(place);
  }

  settle() {
    if (this.sheet && this.document.body && !this.wanted) this.turn(this.page);
  }
}

const readers = new WeakMap();

export function startReaders(root = document) {
  for (const place of $$("[data-reader]", root)) {
    if (!readers.has(place)) readers.set(place, new Reader(place));
  }
}

export function renewReader(place) {
  readers.get(place)?.renew();
}
