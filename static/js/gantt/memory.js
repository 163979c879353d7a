// What this browser remembers of a chart: zoom, marks and collapsed summaries.
const MOST_COLLAPSED = 2_000;

export class Memory {
  constructor(key) {
    this.key = `gantt:${key}`;
    this.kept = { zoom: "week", critical: true, baseline: true, tails: false, collapsed: [] };
    try {
      Object.assign(this.kept, JSON.parse(localStorage.getItem(this.key) ?? "{}"));
    } catch {
      // Switched off or damaged: start afresh.
    }
  }

  keep(changes) {
    Object.assign(this.kept, changes);
    try {
      localStorage.setItem(this.key, JSON.stringify(this.kept));
    } catch {
      // Full or switched off: not remembered.
    }
  }

  collapsed(plan) {
    const places = new Map(plan.rows.id.map((id, row) => [id, row]));
    return new Set(this.kept.collapsed.map((id) => places.get(id)).filter((row) => row !== undefined));
  }

  keepCollapsed(plan) {
    this.keep({ collapsed: [...plan.collapsed].slice(0, MOST_COLLAPSED).map((row) => plan.rows.id[row]) });
  }
}
