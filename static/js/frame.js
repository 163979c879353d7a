// Theme choice, side-bar rail, focus after a refused form, tabs scrolled to the open one.
const root = document.documentElement;

function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Not remembered; still applied.
  }
}

function showTheme() {
  const theme = root.dataset.theme ?? "auto";
  for (const button of document.querySelectorAll("[data-theme-set]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === theme));
  }
}

export function setTheme(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  keep("theme", theme === "auto" ? null : theme);
  showTheme();
}

export function toggleRail() {
  const narrow = root.toggleAttribute("data-rail");
  keep("rail", narrow ? "1" : null);
}

export function announce(text) {
  const live = document.getElementById("announce");
  if (live) live.textContent = text;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-set]");
  if (button) setTheme(button.dataset.themeSet);
});

function settle(scope) {
  scope.querySelector("[data-focus]")?.focus();
  for (const tabs of scope.querySelectorAll(".tabs")) {
    const open = tabs.querySelector("[aria-current]");
    if (open) tabs.scrollLeft = open.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - open.offsetWidth) / 2;
  }
}

showTheme();
settle(document);
document.addEventListener("htmx:afterSettle", (event) => settle(event.target));
