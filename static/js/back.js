// Buttons that go back to the page before, with what was typed there.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-back]")) history.back();
});
