// The chart: one scroller holds table and bars, so they cannot come apart. Only what is near the window is drawn.
import { body, FOOT, head, HEAD, ROW } from "./bars.js";
import { Grid } from "./grid.js";
import { dayOf, nextUpper, TimeScale, upperText, ZOOMS } from "./time.js";

const OVER = 12; // rows drawn above and below the window
const SIDE = 600; // pixels drawn left and right of it
const NARROW = 620; // a chart narrower than this, or in a small window, has small bars and no time axis
const SMALL_WINDOW = 900;
const SLIM = 940; // narrower than this the table gives columns to the bars
const TINY = 560;

export class Chart {
  constructor(root, plan, memory, words) {
    Object.assign(this, { root, plan, memory, words, selected: null, drawn: null });
    this.scroller = root.querySelector(".gantt-scroll");
    this.space = root.querySelector(".gantt-space");
    this.svg = root.querySelector(".gantt-body");
    this.layer = this.svg.querySelector("g");
    this.headSvg = root.querySelector(".gantt-head");
    this.headLayer = this.headSvg.querySelector("g");
    this.stick = root.querySelector(".gantt-stick");
    this.rowsHolder = root.querySelector(".gantt-rows");
    this.grid = new Grid(this.rowsHolder, plan);
    this.setZoom(memory.kept.zoom, false);
    let waiting = false;
    this.scroller.addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        this.#nameEdge(); // reads the place before drawing changes the page
        this.draw();
      });
    }, { passive: true });
    new ResizeObserver(() => this.layOut()).observe(this.scroller);
  }

  // Sizes are read once when the window changes: reading them while drawing would lay the page out each time.
  #measure() {
    this.width = this.scroller.clientWidth;
    this.height = this.scroller.clientHeight;
    this.compact = window.innerWidth < SMALL_WINDOW || this.width < NARROW;
    this.tiny = this.width < TINY;
    this.root.classList.toggle("gantt-compact", this.compact);
    this.root.classList.toggle("gantt-tiny", this.tiny);
    this.root.classList.toggle("gantt-slim", !this.compact && this.width < SLIM);
    this.gridWidth = this.rowsHolder.offsetWidth;
    this.top = this.tiny ? 0 : HEAD;
    this.grid.shape(this.tiny ? 64 : ROW, this.compact);
  }

  // The time axis of a zoom, at least as long as the window.
  setZoom(zoom, keepPlace = true) {
    this.#measure();
    const kept = keepPlace && this.scale ? this.#kept() : null;
    this.zoom = zoom in ZOOMS ? zoom : "week";
    const { px } = ZOOMS[this.zoom];
    const [low, high] = this.plan.span();
    const room = Math.ceil(this.width / px);
    const first = dayOf(low) - 7;
    const last = Math.max(dayOf(high) + 30, first + room);
    this.scale = new TimeScale({ first, last, px, calendar: this.plan.calendar });
    this.layOut();
    if (kept) this.scroller.scrollLeft = this.scale.dayX(kept.day) - kept.x;
    this.draw(true);
    this.#nameEdge();
  }

  #barsWidth() {
    return Math.max(0, this.width - this.gridWidth);
  }

  // What stays where it is when the zoom changes: the chosen bar if it is seen, else the middle.
  #kept() {
    const width = this.#barsWidth();
    const { scrollLeft } = this.scroller;
    const start = this.selected === null ? null : this.plan.start(this.selected);
    const x = start === null ? -1 : this.scale.x(start) - scrollLeft;
    if (x >= 0 && x < width) return { day: this.scale.dayAt(x + scrollLeft), x };
    return { day: this.scale.dayAt(scrollLeft + width / 2), x: width / 2 };
  }

  // The month or year at the left edge, whose own name has scrolled away.
  #nameEdge() {
    const day = this.scale.dayAt(this.scroller.scrollLeft);
    const text = upperText(this.zoom, day);
    const room = this.scale.dayX(nextUpper(this.zoom, day)) - this.scroller.scrollLeft;
    this.stick.textContent = room > text.length * 7 + 8 ? text : "";
  }

  // Sizes that follow from the window and the number of shown rows.
  layOut() {
    this.#measure();
    const height = this.plan.shown.length * this.grid.rowHeight + (this.compact ? 0 : FOOT);
    this.rowsHolder.style.height = `${height}px`;
    this.space.style.width = this.compact ? "100%" : `${this.gridWidth + this.scale.width}px`;
    this.space.style.height = `${this.top + height}px`;
    this.scroller.setAttribute("aria-rowcount", this.plan.shown.length + 1);
    this.draw(true);
  }

  goTo(minute) {
    if (!this.compact) this.scroller.scrollLeft = this.scale.x(minute) - Math.min(120, this.#barsWidth() / 4);
  }

  draw(fresh = false) {
    const { scrollTop, scrollLeft } = this.scroller;
    const clientHeight = this.height;
    const { rowHeight } = this.grid;
    const most = this.plan.shown.length - 1;
    const seen = [Math.floor(scrollTop / rowHeight), Math.min(most, Math.ceil((scrollTop + clientHeight) / rowHeight))];
    const width = this.#barsWidth();
    const { drawn } = this;
    const inside = drawn && seen[0] >= drawn.first && seen[1] <= drawn.last
      && (this.compact || (scrollLeft >= drawn.left && scrollLeft + width <= drawn.left + drawn.width));
    if (inside && !fresh) return;
    const first = Math.max(0, seen[0] - OVER);
    const last = Math.min(most, seen[1] + OVER);
    const left = Math.max(0, scrollLeft - SIDE);
    const right = Math.min(this.scale.width, scrollLeft + width + SIDE);
    const rows = Math.max(last - first + 1, Math.ceil(clientHeight / ROW));
    this.drawn = { first, last, left, width: right - left, top: first * ROW, height: rows * ROW + FOOT };
    this.grid.draw(first, last, this.selected, fresh);
    if (!this.compact) this.#drawBars();
  }

  #drawBars() {
    const view = this.drawn;
    const options = { ...this.memory.kept, selected: this.selected };
    const frame = (svg, top, height) => {
      svg.setAttribute("viewBox", `${view.left} ${top} ${view.width} ${height}`);
      svg.style.width = `${view.width}px`;
      svg.style.height = `${height}px`;
      svg.style.left = `${this.gridWidth + view.left}px`;
    };
    frame(this.svg, view.top, view.height);
    this.svg.style.top = `${HEAD + view.top}px`;
    this.layer.innerHTML = body(this.plan, this.scale, this.zoom, view, options, this.words);
    frame(this.headSvg, 0, HEAD);
    this.headLayer.innerHTML = head(this.plan, this.scale, this.zoom, view);
  }

  // Choose a row, and bring it into the window.
  select(row, { reveal = true } = {}) {
    this.selected = row;
    const place = this.plan.place[row];
    if (reveal) {
      const y = place * this.grid.rowHeight;
      const room = this.height - this.top - this.grid.rowHeight;
      if (y < this.scroller.scrollTop) this.scroller.scrollTop = y;
      else if (y > this.scroller.scrollTop + room) this.scroller.scrollTop = y - room;
      if (!this.compact) this.#revealBar(row);
    }
    this.draw();
    this.grid.mark(row);
    if (!this.compact) this.#drawBars();
    this.scroller.setAttribute("aria-activedescendant", `g-row-${row}`);
  }

  // Bring the bar of a row into the window if nothing of it is seen.
  #revealBar(row) {
    const start = this.plan.start(row);
    if (start === null) return;
    const width = this.#barsWidth();
    const { scrollLeft } = this.scroller;
    const hidden = this.scale.x(this.plan.finish(row) ?? start) < scrollLeft || this.scale.x(start) > scrollLeft + width - 20;
    if (hidden) this.scroller.scrollLeft = this.scale.x(start) - width / 4;
  }

  // The row at a height of the window.
  rowAt(clientY) {
    const box = this.scroller.getBoundingClientRect();
    const y = clientY - box.top - this.top;
    if (y < 0) return null;
    return this.plan.shown[Math.floor((y + this.scroller.scrollTop) / this.grid.rowHeight)] ?? null;
  }

  // Take the plan as it is now, after an edit; the chosen row and the place in the window stay.
  replace(plan) {
    const id = this.selected === null ? null : this.plan.rows.id[this.selected];
    const row = id === null ? -1 : plan.rowOf(id);
    const { scrollTop, scrollLeft } = this.scroller;
    const shift = this.scale.first;
    Object.assign(this, { plan, selected: row >= 0 ? plan.nearestShown(row) : null });
    this.grid.take(plan);
    this.setZoom(this.zoom, false);
    this.scroller.scrollTop = scrollTop;
    this.scroller.scrollLeft = scrollLeft + (shift - this.scale.first) * this.scale.px;
    this.draw(true);
  }

  // Show the rows anew after summaries were opened or closed.
  refold() {
    if (this.selected !== null) this.selected = this.plan.nearestShown(this.selected);
    this.memory.keepCollapsed(this.plan);
    this.layOut();
    if (this.selected !== null) this.scroller.setAttribute("aria-activedescendant", `g-row-${this.selected}`);
  }
}
