// Messages at the foot: undo stays 12 s and waits while it is pointed at or has the focus; errors stay.
const LIFE = 12_000;
const area = () => document.getElementById("toasts");

function close(toast) {
  const held = toast.contains(document.activeElement);
  toast.remove();
  if (held) document.getElementById("content")?.focus();
}

function arm(toast) {
  toast.querySelector(".shut").addEventListener("click", () => close(toast));
  if (toast.getAttribute("role") === "alert") return;
  let timer = 0;
  const start = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (toast.matches(":hover, :focus-within") ? start() : close(toast)), LIFE);
  };
  for (const event of ["pointerleave", "focusout"]) toast.addEventListener(event, start);
  for (const event of ["pointerenter", "focusin"]) toast.addEventListener(event, () => clearTimeout(timer));
  start();
}

export function showToast({ text, undo = "", error = false }) {
  const template = document.getElementById("toast-template");
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.setAttribute("role", error ? "alert" : "status");
  toast.querySelector(".text").textContent = text;
  toast.querySelector(".good-icon").hidden = error;
  toast.querySelector(".bad-icon").hidden = !error;
  if (undo) {
    const form = toast.querySelector("form");
    form.action = undo;
    form.hidden = false;
    toast.querySelector("kbd").hidden = false;
  }
  for (const old of area().querySelectorAll(".toast:not([role=alert])")) old.remove();
  area().append(toast);
  arm(toast);
}

export function undoLast() {
  const forms = area()?.querySelectorAll("form[data-undo]:not([hidden])") ?? [];
  const form = [...forms].at(-1);
  form?.requestSubmit();
  return Boolean(form);
}

export function focusToast() {
  const toast = [...(area()?.querySelectorAll(".toast") ?? [])].at(-1);
  toast?.querySelector("button")?.focus();
  return Boolean(toast);
}

for (const toast of document.querySelectorAll("#toasts > .toast")) arm(toast);

const words = document.getElementById("announce")?.dataset ?? {};
document.addEventListener("toast", (event) => showToast(event.detail));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  showToast({ text: status >= 500 ? words.failed : words.refused, error: true });
});
document.addEventListener("htmx:sendError", () => showToast({ text: words.offline, error: true }));
