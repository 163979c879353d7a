// The marks of the rows in the window, as SVG text: presentation attributes and classes only.
import { paths } from "./links.js";
import { CRITICAL, INACTIVE, MILESTONE, SUMMARY } from "./model.js";
import { addWorkingDays, dateText, daysOff, lowerTicks, upperTicks } from "./time.js";

export const ROW = 36;
export const HEAD = 44;
export const FOOT = 24; // room under the last row for the words of the finish line
const BAR = 14;
const TOP = 7;
const MIDDLE = TOP + BAR / 2;
const n = (value) => Math.round(value * 10) / 10;

export const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

export function barGeometry(plan, scale) {
  const at = (row, place) => {
    const start = plan.start(row);
    if (start === null) return null;
    const y = place * ROW + MIDDLE;
    const middle = scale.x(plan.finish(row) ?? start);
    if (plan.is(row, MILESTONE)) return { start: n(middle - 8), end: n(middle + 8), y };
    return { start: n(scale.x(start)), end: n(Math.max(scale.x(start) + 2, middle)), y };
  };
  at.half = ROW / 2 + 2;
  return at;
}

function summary(x, y, width) {
  const right = x + width;
  return `M${n(x)} ${y + 4}H${n(right)}V${y + 13}L${n(Math.max(right - 6, x))} ${y + 9}H${n(Math.min(x + 6, right))}L${n(x)} ${y + 13}Z`;
}

function diamond(x, y) {
  return `M${n(x)} ${y - 8}l8 8l-8 8l-8 -8z`;
}

function rowMarks(plan, scale, row, place, options) {
  const start = plan.start(row);
  if (start === null) return "";
  const finish = plan.finish(row) ?? start;
  const y = place * ROW + TOP;
  const x = scale.x(start);
  const width = Math.max(2, scale.x(finish) - x);
  const critical = options.critical && plan.is(row, CRITICAL);
  const faded = plan.is(row, INACTIVE) ? ' opacity="0.45"' : "";
  const marks = [];
  const base = options.baseline ? plan.planned(row) : null;
  if (base) {
    const from = scale.x(base[0]);
    const length = scale.x(base[1]) - from;
    if (plan.is(row, MILESTONE)) marks.push(`<path class="g-base-edge" d="${diamond(scale.x(base[1]), y + BAR / 2)}"/>`);
    else if (!plan.is(row, SUMMARY)) marks.push(`<rect class="g-base" x="${n(from)}" y="${y + BAR + 2}" width="${n(Math.max(2, length))}" height="4" rx="2"/>`);
  }
  if (plan.is(row, SUMMARY)) {
    marks.push(`<path class="g-summary" d="${summary(x, y, width)}"/>`);
  } else if (plan.is(row, MILESTONE)) {
    marks.push(`<path class="${critical ? "g-crit" : "g-milestone"}" d="${diamond(scale.x(finish), y + BAR / 2)}"/>`);
  } else {
    marks.push(`<rect class="${critical ? "g-crit" : "g-bar"}" x="${n(x)}" y="${y}" width="${n(width)}" height="${BAR}" rx="3"/>`);
    const done = (plan.rows.done[row] / 100) * width;
    if (done >= 1) marks.push(`<rect class="${critical ? "g-crit-done" : "g-done"}" x="${n(x)}" y="${y}" width="${n(done)}" height="${BAR}" rx="3"/>`);
  }
  if (options.tails && !plan.is(row, SUMMARY) && plan.rows.float[row] > 0) {
    const end = scale.x(finish);
    const late = scale.dayX(addWorkingDays(plan.calendar, finish, plan.rows.float[row]));
    marks.push(`<path class="g-tail" d="M${n(end)} ${y + BAR / 2}H${n(late)}m0 -4v8"/>`);
  }
  return `<g${faded}>${marks.join("")}</g>`;
}

function ground(plan, scale, zoom, view) {
  const marks = [];
  const from = scale.dayAt(view.left);
  const to = scale.dayAt(view.left + view.width);
  for (const run of daysOff(plan.calendar, from - 1, to)) {
    const sort = run.holiday ? "g-holiday" : "g-off";
    const shape = `x="${n(scale.dayX(run.day))}" y="${view.top}" width="${n(run.days * scale.px)}" height="${view.height}"`;
    marks.push(`<rect class="g-off" ${shape}/>`);
    if (run.holiday) marks.push(`<rect class="${sort}" fill="url(#g-hatch)" ${shape}/>`);
  }
  const lines = lowerTicks(zoom, from, to).map((tick) => `M${n(scale.dayX(tick.day)) + 0.5} ${view.top}v${view.height}`);
  marks.push(`<path class="g-grid" d="${lines.join("")}"/>`);
  const first = Math.floor(view.top / ROW);
  const rules = [];
  for (let place = first; place * ROW <= view.top + view.height && place <= plan.shown.length; place += 1) {
    rules.push(`M${view.left} ${place * ROW - 0.5}h${view.width}`);
  }
  marks.push(`<path class="g-grid" d="${rules.join("")}"/>`);
  return marks.join("");
}

function verticals(plan, scale, view, words) {
  const marks = [];
  const bottom = view.top + view.height;
  if (plan.mustFinish !== null) {
    const x = n(scale.x(plan.mustFinish));
    const y = plan.shown.length * ROW + 16;
    marks.push(`<path class="g-promise" d="M${x} ${view.top}V${bottom}"/><text class="g-word" x="${x + 5}" y="${y}">${escape(words.mustFinish)} ${escape(dateText(plan.mustFinish))}</text>`);
  }
  const x = n(scale.x(plan.now));
  marks.push(`<path class="g-now" d="M${x} ${view.top}V${bottom}"/>`);
  return marks.join("");
}

// Everything between the places view.first and view.last.
export function body(plan, scale, zoom, view, options, words) {
  const selected = options.selected;
  const geometry = barGeometry(plan, scale);
  const marks = [ground(plan, scale, zoom, view)];
  const chosen = selected === null ? -1 : plan.place[selected];
  if (chosen >= view.first && chosen <= view.last) {
    marks.push(`<rect class="g-sel" x="${view.left}" y="${chosen * ROW}" width="${view.width}" height="${ROW - 1}"/>`);
  }
  const lines = paths(plan, geometry, view.first, view.last, selected);
  const critical = options.critical ? lines.critical : [];
  const ghost = options.critical ? lines.ghost : [...lines.ghost, ...lines.critical];
  marks.push(`<path class="g-link" d="${ghost.join("")}"/>`);
  for (let place = view.first; place <= view.last; place += 1) {
    marks.push(rowMarks(plan, scale, plan.shown[place], place, options));
  }
  marks.push(`<path class="g-link-crit" d="${critical.join("")}"/><path class="g-link-chosen" d="${lines.chosen.join("")}"/>`);
  marks.push(verticals(plan, scale, view, words));
  return marks.join("");
}

export function head(plan, scale, zoom, view) {
  const from = scale.dayAt(view.left);
  const to = scale.dayAt(view.left + view.width);
  const marks = [];
  const upper = upperTicks(zoom, from, to);
  upper.forEach((tick, at) => {
    const x = n(Math.max(scale.dayX(tick.day), 0));
    const next = at + 1 < upper.length ? scale.dayX(upper[at + 1].day) : Infinity;
    const text = next - x > tick.text.length * 7 ? escape(tick.text) : "";
    marks.push(`<path class="g-tick" d="M${x + 0.5} 0V22"/><text class="g-upper" x="${x + 4}" y="15">${text}</text>`);
  });
  for (const tick of lowerTicks(zoom, from, to)) {
    const x = n(scale.dayX(tick.day));
    const label = zoom === "day" ? `<text class="g-lower" text-anchor="middle" x="${n(x + scale.px / 2)}" y="37">` : `<text class="g-lower" x="${x + 4}" y="37">`;
    marks.push(`<path class="g-grid" d="M${x + 0.5} 26V44"/>${label}${escape(tick.text)}</text>`);
  }
  if (plan.mustFinish !== null) {
    const x = n(scale.x(plan.mustFinish));
    marks.push(`<path class="g-promise-mark" d="M${x - 4} 38h8l-4 5z"/>`);
  }
  const x = n(scale.x(plan.now));
  const text = dateText(plan.now);
  const width = text.length * 6 + 12;
  marks.push(`<rect class="g-flag" x="${n(x - width / 2)}" y="27" width="${width}" height="15" rx="3"/><text class="g-flag-word" text-anchor="middle" x="${x}" y="38.5">${escape(text)}</text>`);
  return marks.join("");
}
