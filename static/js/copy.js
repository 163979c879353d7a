// Buttons that copy a field: data-copy="id of the field"; data-copied is what the button then says.
import { announce } from "./frame.js";

async function copy(field) {
  field.select();
  if (navigator.clipboard && window.isSecureContext) await navigator.clipboard.writeText(field.value);
  else document.execCommand("copy");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const field = button && document.getElementById(button.dataset.copy);
  if (!field) return;
  await copy(field);
  button.querySelector("span").textContent = button.dataset.copied;
  announce(button.dataset.copied);
});
