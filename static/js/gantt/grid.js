// The rows of the table: as many elements as fit the window, used again and again while it scrolls.
import { escape } from "./bars.js";
import { CRITICAL, INACTIVE, MILESTONE, SUMMARY } from "./model.js";
import { dateText } from "./time.js";

const INDENT = 14;
const daysText = (value) => (value === null ? "" : String(value).replace("-", "\u2212"));

// A small bar against the whole plan, for windows too narrow for a time axis.
function mini(plan, row, [low, high]) {
  const start = plan.start(row);
  if (start === null) return "";
  const part = (minute) => ((minute - low) / Math.max(1, high - low)) * 100;
  const from = part(start);
  const width = Math.max(0.8, part(plan.finish(row) ?? start) - from);
  const critical = plan.is(row, CRITICAL);
  const percent = (value) => `${Math.round(value * 10) / 10}%`;
  const now = `<rect class="g-mini-now" x="${percent(part(plan.now))}" y="0" width="1" height="20"/>`;
  if (plan.is(row, MILESTONE)) {
    return `${now}<svg x="${percent(from)}" overflow="visible"><path class="${critical ? "g-crit" : "g-milestone"}" d="M0 4l6 6l-6 6l-6 -6z"/></svg>`;
  }
  const sort = plan.is(row, SUMMARY) ? "g-summary" : critical ? "g-crit" : "g-bar";
  const [y, height] = plan.is(row, SUMMARY) ? [8, 4] : [5, 10];
  const done = plan.is(row, SUMMARY) ? "" : `<rect class="${critical ? "g-crit-done" : "g-done"}" x="${percent(from)}" y="${y}" width="${percent((width * plan.rows.done[row]) / 100)}" height="${height}" rx="2"/>`;
  return `${now}<rect class="${sort}" x="${percent(from)}" y="${y}" width="${percent(width)}" height="${height}" rx="2"/>${done}`;
}

export class Grid {
  constructor(holder, plan) {
    Object.assign(this, { holder, shown: new Map(), rowHeight: 36, small: false });
    this.take(plan);
  }

  take(plan) {
    this.plan = plan;
    this.span = plan.span();
  }

  shape(rowHeight, small) {
    Object.assign(this, { rowHeight, small });
  }

  // Show the places first..last; elements whose place is still shown stay as they are.
  draw(first, last, selected, fresh) {
    const free = [];
    for (const [place, element] of this.shown) {
      if (fresh || place < first || place > last) {
        this.shown.delete(place);
        free.push(element);
      }
    }
    for (let place = first; place <= last; place += 1) {
      if (this.shown.has(place)) continue;
      const element = free.pop() ?? this.#make();
      this.#fill(element, place);
      this.shown.set(place, element);
    }
    for (const element of free) element.remove();
    this.mark(selected);
  }

  mark(selected) {
    for (const [place, element] of this.shown) {
      element.setAttribute("aria-selected", String(this.plan.shown[place] === selected));
    }
  }

  #make() {
    const element = document.createElement("div");
    element.className = "g-row";
    element.setAttribute("role", "row");
    this.holder.append(element);
    return element;
  }

  #fill(element, place) {
    const { plan } = this;
    const row = plan.shown[place];
    const { rows } = plan;
    if (!element.isConnected) this.holder.append(element);
    element.id = `g-row-${row}`;
    element.dataset.row = row;
    element.style.transform = `translateY(${place * this.rowHeight}px)`;
    element.classList.toggle("g-strong", plan.is(row, SUMMARY));
    element.classList.toggle("g-inactive", plan.is(row, INACTIVE));
    element.setAttribute("aria-level", rows.level[row] + 1);
    element.setAttribute("aria-rowindex", place + 2);
    element.setAttribute("aria-posinset", plan.number[row]);
    element.setAttribute("aria-setsize", plan.siblings.get(plan.parent[row]));
    if (plan.hasChildren(row)) element.setAttribute("aria-expanded", String(!plan.collapsed.has(row)));
    else element.removeAttribute("aria-expanded");
    element.innerHTML = this.#cells(row);
    element.querySelector(".g-name").style.paddingLeft = `${Math.max(0, rows.level[row] - 1) * INDENT}px`;
  }

  #cells(row) {
    const { plan } = this;
    const { rows } = plan;
    const chevron = plan.hasChildren(row)
      ? '<span class="g-toggle" aria-hidden="true"><svg class="icon" viewBox="0 0 16 16"><path d="m4.5 6.5 3.5 3.5 3.5-3.5"/></svg></span>'
      : "";
    const milestone = plan.is(row, MILESTONE);
    const float = rows.float[row];
    const tight = plan.is(row, CRITICAL) && !plan.is(row, SUMMARY);
    const name = escape(rows.name[row]);
    return `<span role="gridcell" class="g-code">${escape(rows.code[row])}</span>`
      + `<span role="gridcell" class="g-name" title="${name}">${chevron}<span class="clip">${name}</span></span>`
      + `<span role="gridcell" class="g-days">${milestone ? "" : daysText(rows.days[row])}</span>`
      + `<span role="gridcell" class="g-start">${milestone ? "" : dateText(plan.start(row))}</span>`
      + `<span role="gridcell" class="g-finish">${dateText(plan.finish(row))}</span>`
      + `<span role="gridcell" class="g-float${tight ? " g-tight" : ""}">${daysText(float)}</span>`
      + (this.small ? `<span class="g-mini" aria-hidden="true"><svg width="100%" height="20">${mini(plan, row, this.span)}</svg></span>` : "");
  }
}
