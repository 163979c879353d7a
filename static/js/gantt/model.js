// The plan in memory: columns as they came, the tree over them, and which rows are shown.
export const SUMMARY = 1;
export const MILESTONE = 2;
export const CRITICAL = 4;
export const INACTIVE = 8;

export class Plan {
  constructor(data) {
    Object.assign(this, data);
    this.count = data.rows.id.length;
    this.collapsed = new Set();
    this.parent = new Int32Array(this.count).fill(-1);
    this.end = new Int32Array(this.count); // first row after the row's own
    this.number = new Int32Array(this.count); // among its siblings, from 1
    this.siblings = new Map(); // parent's row → how many there are
    this.#grow();
    this.show();
  }

  // Parents and ends from the levels, which come in the order of the tree.
  #grow() {
    const open = [];
    const { level } = this.rows;
    for (let row = 0; row < this.count; row += 1) {
      while (open.length && level[open.at(-1)] >= level[row]) this.end[open.pop()] = row;
      const parent = open.at(-1) ?? -1;
      this.parent[row] = parent;
      this.number[row] = (this.siblings.get(parent) ?? 0) + 1;
      this.siblings.set(parent, this.number[row]);
      open.push(row);
    }
    for (const row of open) this.end[row] = this.count;
  }

  // Lay out the rows that no collapsed summary hides.
  show() {
    this.shown = [];
    this.place = new Int32Array(this.count).fill(-1);
    for (let row = 0; row < this.count; ) {
      this.place[row] = this.shown.length;
      this.shown.push(row);
      row = this.collapsed.has(row) ? this.end[row] : row + 1;
    }
  }

  is(row, flag) {
    return (this.rows.flags[row] & flag) !== 0;
  }

  hasChildren(row) {
    return this.end[row] > row + 1;
  }

  toggle(row, open) {
    if (!this.hasChildren(row)) return false;
    const wasOpen = !this.collapsed.has(row);
    if (wasOpen === open) return false;
    if (open) this.collapsed.delete(row);
    else this.collapsed.add(row);
    this.show();
    return true;
  }

  // Close every summary but the project itself, or open them all.
  collapseAll(closed) {
    this.collapsed.clear();
    for (let row = 0; closed && row < this.count; row += 1) {
      if (this.hasChildren(row) && this.rows.level[row] > 0) this.collapsed.add(row);
    }
    this.show();
  }

  // The row itself, or the nearest summary above it that is shown.
  nearestShown(row) {
    let at = row;
    while (this.place[at] < 0) at = this.parent[at];
    return at;
  }

  start(row) {
    const start = this.rows.start[row];
    return start === null ? null : this.origin + start;
  }

  finish(row) {
    const length = this.rows.length[row];
    return length === null ? null : this.start(row) + length;
  }

  planned(row) {
    const start = this.base?.start[row] ?? null;
    return start === null ? null : [this.origin + start, this.origin + start + this.base.length[row]];
  }

  rowOf(id) {
    return this.rows.id.indexOf(id);
  }

  // First and last minute of everything drawn.
  span() {
    let low = Infinity;
    let high = -Infinity;
    const take = (minute) => {
      if (minute === null || minute === undefined) return;
      low = Math.min(low, minute);
      high = Math.max(high, minute);
    };
    for (let row = 0; row < this.count; row += 1) {
      take(this.start(row));
      take(this.finish(row));
      this.planned(row)?.forEach(take);
    }
    take(this.dataDate);
    take(this.mustFinish);
    return Number.isFinite(low) ? [low, high] : [this.origin, this.origin];
  }
}
