// Runs before the first paint: the theme and the width of the side bar as this browser last had them.
"use strict";
{
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (localStorage.getItem("rail") === "1") root.dataset.rail = "";
  } catch {
    // Storage is switched off in this browser: the page follows the system.
  }
}
