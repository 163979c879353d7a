// Keys of the chart, as in a treegrid: arrows, Home, End, Page; Enter opens; + and − zoom.
const ORDER = ["month", "week", "day"];

export function keyOf(chart, actions, event) {
  const { plan } = chart;
  if (event.ctrlKey || event.metaKey || event.altKey || !plan.count) return false;
  const place = chart.selected === null ? -1 : plan.place[chart.selected];
  const last = plan.shown.length - 1;
  const page = Math.max(1, Math.floor(chart.scroller.clientHeight / chart.grid.rowHeight) - 2);
  const to = (target) => {
    actions.select(plan.shown[Math.min(last, Math.max(0, target))]);
    return true;
  };
  const row = chart.selected;
  switch (event.key) {
    case "ArrowDown":
    case "j":
      return to(place + 1);
    case "ArrowUp":
    case "k":
      return to(place < 0 ? 0 : place - 1);
    case "PageDown":
      return to(place + page);
    case "PageUp":
      return to(place - page);
    case "Home":
      return to(0);
    case "End":
      return to(last);
    case "ArrowRight":
      if (row === null) return to(0);
      if (plan.hasChildren(row) && plan.collapsed.has(row)) return actions.fold(row, true);
      return plan.hasChildren(row) ? to(place + 1) : false;
    case "ArrowLeft":
      if (row === null) return to(0);
      if (plan.hasChildren(row) && !plan.collapsed.has(row)) return actions.fold(row, false);
      return plan.parent[row] >= 0 ? to(plan.place[plan.parent[row]]) : false;
    case "Enter":
      return row !== null && actions.open(row);
    case "+":
    case "-": {
      const at = ORDER.indexOf(chart.zoom) + (event.key === "+" ? 1 : -1);
      return at in ORDER && actions.zoom(ORDER[at]);
    }
    default:
      return false;
  }
}
