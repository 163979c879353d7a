// "Chart | Table" over a chart; the key T presses the one that is not shown.
function show(figure, what) {
  figure.querySelector(".drawing").hidden = what !== "drawing";
  figure.querySelector(".numbers").hidden = what !== "numbers";
  for (const button of figure.querySelectorAll("[data-chart-show]")) {
    const on = button.dataset.chartShow === what;
    button.setAttribute("aria-pressed", String(on));
    if (on) delete button.dataset.key;
    else button.dataset.key = "t";
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-chart-show]");
  if (button) show(button.closest("[data-chart]"), button.dataset.chartShow);
});
