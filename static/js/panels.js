// Links marked data-panel open beside their list where there is room; elsewhere they are pages.
// The row a link belongs to (data-of) is the selected one; J and K show the row they reach.
const WIDE = "(min-width: 900px)";
const PAUSE = 140;
let waiting = 0;

const room = () => matchMedia(WIDE).matches && document.getElementById("panel");

function mark(key) {
  for (const row of document.querySelectorAll("[data-rows] tr[data-of]")) {
    row.setAttribute("aria-selected", String(row.dataset.of === key));
  }
}

function show(link, key) {
  clearTimeout(waiting);
  mark(key);
  const here = new URL(location.href);
  here.searchParams.set("risk", key);
  history.replaceState(history.state, "", here);
  window.htmx.ajax("GET", link.getAttribute("href"), { target: "#panel", swap: "innerHTML" });
}

function keyOf(link) {
  return link.closest("[data-of]")?.dataset.of ?? "";
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const hit = event.target.closest("a, button, input, label");
  const row = event.target.closest("tr[data-of]");
  const link = hit ? hit.closest("a[data-panel]") : row?.querySelector("a[data-panel]");
  if (!link || (!hit && window.getSelection()?.toString())) return;
  const byKey = hit && event.detail === 0;
  if (room() && !byKey) {
    event.preventDefault();
    show(link, keyOf(link));
  } else if (!hit) {
    location.assign(link.getAttribute("href"));
  }
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("tr[data-of]");
  const link = row === event.target && row?.querySelector("a[data-panel]");
  if (!link || !room()) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => show(link, row.dataset.of), PAUSE);
});
