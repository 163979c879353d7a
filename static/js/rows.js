// Rows of a table marked data-rows: J K or arrows move, Enter opens, X ticks, Home and End jump.
import { announce } from "./frame.js";

const tables = () => [...document.querySelectorAll("[data-rows]")].filter((table) => table.checkVisibility());
const rowsOf = (table) => [...table.querySelectorAll("tbody > tr, :scope > li")].filter(
  (row) => !row.hidden && !row.matches(".total") && row.checkVisibility(),
);

function currentTable() {
  const all = tables();
  return all.find((table) => table.querySelector("[aria-selected=true]")) ?? all[0];
}

function link(row) {
  if (row.dataset.href) return null;
  return row.querySelector("[data-open]") ?? row.querySelector("a[href]");
}

export function select(row) {
  for (const old of document.querySelectorAll("[data-rows] [aria-selected=true]")) old.setAttribute("aria-selected", "false");
  row.setAttribute("aria-selected", "true");
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function open(row) {
  const target = link(row);
  if (target) target.click();
  else if (row.dataset.href) window.location.assign(row.dataset.href);
  return Boolean(target ?? row.dataset.href);
}

function tick(row) {
  const box = row.querySelector("input[type=checkbox]");
  box?.click();
  if (box) announce(`${row.querySelector(".c-name, .name")?.textContent.trim() ?? ""} ${box.checked ? "✓" : "–"}`);
  return Boolean(box);
}

const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

export function rowKey(event) {
  const table = currentTable();
  if (!table || event.target.closest("[role=treegrid], [role=listbox], [role=menu]")) return false;
  const rows = rowsOf(table);
  const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
  const inRow = document.activeElement === document.body || rows[at] === document.activeElement
    || document.activeElement?.id === "content";
  if (event.key in STEPS && rows.length) {
    if (event.key.startsWith("Arrow") && !inRow) return false;
    const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + STEPS[event.key]));
    select(rows[next]);
    return true;
  }
  if (at < 0 || !inRow) return false;
  if (event.key === "Home" || event.key === "End") {
    select(rows.at(event.key === "Home" ? 0 : -1));
    return true;
  }
  if (event.key === "Enter") return open(rows[at]);
  return event.key === "x" ? tick(rows[at]) : false;
}

// A click anywhere in a row that names its address opens it, unless it hit something of its own.
document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href], li[data-href]");
  if (!row || event.target.closest("a, button, input, label, select, summary")) return;
  if (window.getSelection()?.toString()) return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
  else window.location.assign(row.dataset.href);
});
