// Ctrl K: the search page's answer in a dialog; ↑ ↓ choose, Enter opens.
const dialog = document.getElementById("palette");
const field = dialog?.querySelector("input[name=q]");
const options = () => [...(dialog?.querySelectorAll("#palette-results a[href]") ?? [])];

export function openPalette() {
  if (!dialog) return false;
  if (!dialog.open) dialog.showModal();
  field.select();
  field.dispatchEvent(new Event("palette"));
  return true;
}

function choose(option) {
  for (const other of options()) {
    other.setAttribute("role", "option");
    other.setAttribute("aria-selected", String(other === option));
  }
  if (!option) return;
  option.id ||= "palette-chosen";
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

if (dialog) {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]")) openPalette();
    else if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") choose(all[Math.min(at + 1, all.length - 1)]);
    else if (event.key === "ArrowUp") choose(all[Math.max(at - 1, 0)]);
    else if (event.key === "Enter" && all[Math.max(at, 0)]) all[Math.max(at, 0)].click();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("htmx:afterSwap", () => {
    options().forEach((option, number) => (option.id = `palette-${number}`));
    choose(options()[0]);
  });
}
