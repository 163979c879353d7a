// Cells of the grid edited where they stand: Enter saves, Esc restores, Tab saves and goes on. And the new row.
const grid = document.getElementById("tree-grid");
const before = new WeakMap();

export const editing = (target) => target instanceof Element && Boolean(target.closest(".cell-form, .new-row"));

export function editCell(row, cell) {
  if (cell.querySelector(".cell-form")) return;
  before.set(cell, [...cell.childNodes]);
  const url = `${grid.dataset.activities}${row.dataset.id}/${cell.dataset.cell}/`;
  window.htmx.ajax("GET", url, { target: cell, swap: "innerHTML" }).then(() => start(cell));
}

function start(cell) {
  const input = cell.querySelector(".cell-input");
  if (!input) return;
  input.dataset.was = input.value;
  input.focus();
  input.select?.();
}

function restore(cell) {
  cell.replaceChildren(...(before.get(cell) ?? []));
  cell.focus();
}

function next(cell, back) {
  const list = [...cell.closest("tr").querySelectorAll("[data-cell]")];
  return list[list.indexOf(cell) + (back ? -1 : 1)]?.dataset.cell;
}

function leave(input, cell, then) {
  if (input.value === input.dataset.was && !cell.querySelector(".cell-errors")) {
    restore(cell);
    if (then) go(cell.closest("tr"), then);
    return;
  }
  const id = cell.closest("tr").id;
  if (then) {
    document.addEventListener("htmx:afterSettle", () => go(document.getElementById(id), then), { once: true });
  }
  cell.querySelector("form").requestSubmit();
}

function go(row, column) {
  const cell = row?.querySelector(`[data-cell="${column}"]`);
  if (cell && !row.querySelector(".cell-form")) editCell(row, cell);
}

document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!(input instanceof Element) || !input.matches(".cell-form .cell-input")) return;
  const cell = input.closest("[data-cell]");
  if (event.key === "Escape") restore(cell);
  else if (event.key === "Enter") leave(input, cell);
  else if (event.key === "Tab" && next(cell, event.shiftKey)) leave(input, cell, next(cell, event.shiftKey));
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("focusout", (event) => {
  const input = event.target;
  if (!(input instanceof Element) || !input.matches(".cell-form .cell-input")) return;
  const cell = input.closest("[data-cell]");
  setTimeout(() => {
    if (!input.isConnected || cell.contains(document.activeElement) || !document.hasFocus()) return;
    if (input.value === input.dataset.was) cell.replaceChildren(...(before.get(cell) ?? []));
    else if (!cell.querySelector(".cell-errors")) cell.querySelector("form").requestSubmit();
  });
});

// A refused value comes back with its sentence: put the caret where it was wrong.
document.addEventListener("htmx:afterSwap", (event) => {
  const cell = event.target instanceof Element && event.target.closest("[data-cell]");
  const input = cell && cell.querySelector(".cell-errors") && cell.querySelector(".cell-input");
  if (!input) return;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", "cell-error");
  input.focus();
});

const newRow = () => document.getElementById("new-row");
const field = (name) => newRow()?.querySelector(`[name="${name}"]`);

function home() {
  const row = newRow();
  if (!row || row.parentElement.tagName === "TFOOT") return;
  grid.tFoot.append(row);
  field("parent").value = "";
  field("after").value = "";
}

export function openNewRow() {
  home();
  field("name")?.focus();
  newRow()?.scrollIntoView({ block: "nearest" });
}

// Puts the new row behind the chosen one: last under a summary, else as the next on its level.
export function moveNewRow(row) {
  const inside = row.hasAttribute("aria-expanded");
  const level = Number(row.dataset.level);
  let last = row;
  while (last.nextElementSibling?.dataset?.level > level) last = last.nextElementSibling;
  last.after(newRow());
  field("parent").value = inside ? row.dataset.id : parentOf(row)?.dataset.id ?? "";
  field("after").value = inside ? "" : row.dataset.id;
  const place = newRow().querySelector("[data-place]");
  if (place) place.textContent = inside ? `↳ ${row.querySelector(".row-link").textContent}` : "";
  field("name").focus();
}

function parentOf(row) {
  const level = Number(row.dataset.level);
  let above = row.previousElementSibling;
  while (above && !(Number(above.dataset.level) < level)) above = above.previousElementSibling;
  return above;
}

document.addEventListener("keydown", (event) => {
  if (!(event.target instanceof Element) || !event.target.matches("#new-row input")) return;
  if (event.key === "Escape") {
    home();
    event.target.blur();
    event.stopPropagation();
  } else if (event.key === "Enter") {
    event.preventDefault();
    document.getElementById("new-activity").requestSubmit();
  }
}, true);

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "rows" || event.detail.target?.id === "rows") home();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt?.id !== "new-activity") return;
  if (event.detail.xhr.status === 200) {
    for (const name of ["code", "name", "duration", "predecessors"]) field(name).value = "";
    newRow().querySelector(".cell-errors")?.remove();
  }
  field("name").focus();
});
