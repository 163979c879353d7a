// The schedule's tree: selection, keys, open and closed summaries, acts on rows. Cells: cell-edit.js.
import { showToast } from "./toasts.js";
import { editCell, editing, moveNewRow, openNewRow } from "./cell-edit.js";

const grid = document.getElementById("tree-grid");
const body = document.getElementById("rows");
const panel = document.getElementById("panel");
const editable = grid?.hasAttribute("data-editable") ?? false;
const memory = `closed:${grid?.dataset.base}`;
const closed = new Set(JSON.parse(sessionStorage.getItem(memory) ?? "[]"));
let chosen = "";
let column = "";

const all = () => [...body.querySelectorAll("tr[data-id]")];
const shown = () => all().filter((row) => !row.hidden);
const rowOf = (id) => document.getElementById(`a${id}`);
const cells = (row) => [...row.querySelectorAll("[data-cell]")];

function layOut() {
  let limit = Infinity;
  for (const row of all()) {
    const level = Number(row.dataset.level);
    row.hidden = level > limit;
    if (level <= limit) limit = Infinity;
    if (!row.hidden && row.hasAttribute("aria-expanded")) {
      const shut = closed.has(row.dataset.id);
      row.setAttribute("aria-expanded", String(!shut));
      if (shut) limit = level;
    }
    row.setAttribute("aria-selected", String(row.dataset.id === chosen));
  }
  const first = rowOf(chosen) ?? shown()[0];
  if (first && !first.hidden) first.tabIndex = 0;
  document.dispatchEvent(new CustomEvent("tree-laid-out"));
}

function toggle(row, shut) {
  if (shut) closed.add(row.dataset.id);
  else closed.delete(row.dataset.id);
  sessionStorage.setItem(memory, JSON.stringify([...closed]));
  layOut();
}

export function choose(row, { focus = true } = {}) {
  const old = rowOf(chosen);
  if (old) {
    old.setAttribute("aria-selected", "false");
    old.tabIndex = -1;
  }
  chosen = row.dataset.id;
  row.setAttribute("aria-selected", "true");
  row.tabIndex = 0;
  if (focus) {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
  document.dispatchEvent(new CustomEvent("row-chosen", { detail: { id: chosen } }));
}

function openPanel(row) {
  const link = row.querySelector("[data-open]");
  if (window.matchMedia("(max-width: 599px)").matches) window.location.assign(link.href);
  else window.htmx.ajax("GET", link.href, { target: "#panel", swap: "innerHTML" });
}

function closePanel() {
  if (!panel.childElementCount) return false;
  panel.replaceChildren();
  rowOf(chosen)?.focus();
  return true;
}

const VERBS = { indent: "indent/", outdent: "outdent/", up: "move/", down: "move/", delete: "delete/" };

function act(verb) {
  const row = rowOf(chosen);
  if (!editable) return undefined;
  if (!row) return showToast({ text: grid.dataset.none });
  if (verb === "insert") return moveNewRow(row);
  const at = shown().indexOf(row);
  if (verb === "delete") {
    const next = shown().slice(at + 1).find((other) => Number(other.dataset.level) <= Number(row.dataset.level)) ?? shown()[at - 1];
    if (next) chosen = next.dataset.id;
    panel.replaceChildren();
  }
  const url = `${grid.dataset.activities}${row.dataset.id}/${VERBS[verb]}`;
  return window.htmx.ajax("POST", url, { target: "#rows", swap: "innerHTML", values: { to: verb } }).then(focusChosen);
}

function focusChosen() {
  if (document.activeElement !== document.body && !body.contains(document.activeElement)) return;
  const row = rowOf(chosen);
  const cell = column && row?.querySelector(`[data-cell="${column}"]`);
  if (cell) focusCell(cell);
  else row?.focus({ preventScroll: true });
}

function focusCell(cell) {
  column = cell.dataset.cell;
  cell.tabIndex = -1;
  cell.focus({ preventScroll: true });
}

function step(by) {
  const rows = shown();
  const at = rows.findIndex((row) => row.dataset.id === chosen);
  const row = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
  if (!row) return;
  choose(row);
  const cell = column && row.querySelector(`[data-cell="${column}"]`);
  if (cell) focusCell(cell);
}

function across(row, cell, by) {
  const list = cells(row);
  const next = list[list.indexOf(cell) + by];
  if (next) focusCell(next);
  else if (by < 0) {
    column = "";
    row.focus();
  }
}

function right(row, cell) {
  if (cell) across(row, cell, 1);
  else if (row.getAttribute("aria-expanded") === "false") toggle(row, false);
  else if (cells(row)[0]) focusCell(cells(row)[0]);
}

function left(row, cell) {
  if (cell) return across(row, cell, -1);
  if (row.getAttribute("aria-expanded") === "true") return toggle(row, true);
  const level = Number(row.dataset.level);
  const above = shown().slice(0, shown().indexOf(row)).reverse().find((other) => Number(other.dataset.level) < level);
  return above && choose(above);
}

function edit(row, cell) {
  const target = cell ?? row.querySelector('[data-cell="name"]');
  if (editable && target) editCell(row, target);
}

const PLACE = { ArrowRight: "indent", ArrowLeft: "outdent", ArrowUp: "up", ArrowDown: "down" };

function key(event, row, cell) {
  if (event.altKey && event.shiftKey && event.key in PLACE) act(PLACE[event.key]);
  else if (event.altKey || event.ctrlKey || event.metaKey) return false;
  else if (event.key === "ArrowDown" || event.key === "j") step(1);
  else if (event.key === "ArrowUp" || event.key === "k") step(-1);
  else if (event.key === "Home") step(-Infinity);
  else if (event.key === "End") step(Infinity);
  else if (event.key === "ArrowRight") right(row, cell);
  else if (event.key === "ArrowLeft") left(row, cell);
  else if (event.key === "F2" || (event.key === "Enter" && cell)) edit(row, cell);
  else if (event.key === "Enter") openPanel(row);
  else if (event.key === "Escape" && cell) {
    column = "";
    row.focus();
  } else if (event.key === "Delete" && !cell) act("delete");
  else if (event.key === "Insert") act("insert");
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!grid || editing(event.target)) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && "zy".includes(event.key.toLowerCase()) && !event.target.matches("input, textarea, select")) {
    const again = event.key.toLowerCase() === "y" || event.shiftKey;
    document.querySelector(again ? "[data-redo-last][hx-post]" : "[data-undo-last][hx-post]")?.click();
    event.preventDefault();
    return;
  }
  if (event.key === "Escape" && panel.contains(event.target) && closePanel()) return event.preventDefault();
  const row = event.target.closest?.("#rows tr[data-id]");
  if (row && key(event, row, event.target.closest("[data-cell]"))) event.preventDefault();
  else if (!row && (event.key === "j" || event.key === "k") && event.target.matches("body, main")) {
    const start = rowOf(chosen) ?? shown()[0];
    if (start) choose(start);
    event.preventDefault();
  }
}, true);

grid?.addEventListener("click", (event) => {
  const row = event.target.closest("#rows tr[data-id]");
  if (!row || editing(event.target)) return;
  if (event.target.closest(".tree-toggle")) {
    toggle(row, row.getAttribute("aria-expanded") === "true");
    return;
  }
  if (event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const cell = event.target.closest("[data-cell]");
  column = "";
  choose(row);
  if (cell && !["name", "code"].includes(cell.dataset.cell) && editable) {
    focusCell(cell);
    edit(row, cell);
  } else openPanel(row);
});
grid?.addEventListener("dblclick", (event) => {
  const row = event.target.closest("#rows tr[data-id]");
  const cell = event.target.closest("[data-cell]");
  if (row && cell) edit(row, cell);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) act(button.dataset.act);
  else if (event.target.closest("[data-new]")) openNewRow();
  else if (event.target.closest("[data-close-panel]")) closePanel();
});

// Undo of a toast stays on the page: the rows come back in place.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-undo]");
  if (!form || !grid) return;
  event.preventDefault();
  window.htmx.ajax("POST", form.action, { target: "#rows", swap: "innerHTML" }).then(focusChosen);
  form.closest(".toast")?.querySelector(".shut").click();
}, true);

document.addEventListener("htmx:configRequest", (event) => {
  if (grid && event.detail.verb === "post") event.detail.parameters.loaded = all().length;
});
document.addEventListener("htmx:afterSettle", () => {
  if (!grid) return;
  layOut();
  if (document.activeElement === document.body) focusChosen();
});
document.addEventListener("plan-changed", () => {
  const open = panel.querySelector("[data-activity]");
  if (open && !panel.contains(document.activeElement) && rowOf(open.dataset.activity)) openPanel(rowOf(open.dataset.activity));
});

if (grid) layOut();
