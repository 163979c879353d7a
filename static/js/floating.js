// Menus, popovers and tooltips: placed beside their anchor, kept inside the window; Esc gives the focus back.
const GAP = 6;

export function place(box, anchor) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = at.bottom + GAP;
  const fits = below + height <= innerHeight - 8;
  const top = fits ? below : Math.max(8, at.top - GAP - height);
  const left = Math.min(Math.max(8, box.dataset.align === "end" ? at.right - width : at.left), innerWidth - width - 8);
  box.style.top = `${top}px`;
  box.style.left = `${Math.max(8, left)}px`;
}

document.addEventListener("toggle", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLElement) || !box.hasAttribute("popover") || event.newState !== "open") return;
  const anchors = document.querySelectorAll(`[popovertarget="${CSS.escape(box.id)}"]`);
  const anchor = [...anchors].find((one) => one.checkVisibility() && one.offsetWidth) ?? document.body;
  place(box, anchor);
  if (box.matches(".menu")) box.querySelector("a, button")?.focus();
}, true);

// ↑ ↓ and letters in a menu.
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu[popover]");
  if (!menu) return;
  const items = [...menu.querySelectorAll("a, button")].filter((item) => item.checkVisibility());
  const at = items.indexOf(document.activeElement);
  let next = null;
  if (event.key === "ArrowDown") next = items[(at + 1) % items.length];
  else if (event.key === "ArrowUp") next = items[(at - 1 + items.length) % items.length];
  else if (/^\p{L}$/u.test(event.key)) {
    next = [...items.slice(at + 1), ...items].find((item) => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()));
  } else return;
  event.preventDefault();
  next?.focus();
});

// Tooltips: <… data-tip="words">; after 400 ms or on focus.
const tip = document.getElementById("tip");
let waiting = 0;

function showTip(anchor) {
  tip.textContent = anchor.dataset.tip;
  tip.hidden = false;
  place(tip, anchor);
}

function hideTip() {
  clearTimeout(waiting);
  if (tip) tip.hidden = true;
}

if (tip) {
  document.addEventListener("pointerover", (event) => {
    const anchor = event.target.closest?.("[data-tip]");
    hideTip();
    if (anchor) waiting = setTimeout(() => showTip(anchor), 400);
  });
  document.addEventListener("focusin", (event) => {
    const anchor = event.target.closest?.("[data-tip]");
    if (anchor && anchor.matches(":focus-visible")) showTip(anchor);
  });
  document.addEventListener("focusout", hideTip);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hideTip(), true);
}

// Buttons that open a dialog: data-dialog="id"; a dialog's first focus is its cancel button.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
  const shut = event.target.closest("[data-close]");
  if (shut) shut.closest("dialog")?.close();
});

// Esc on the side panel: the link with data-key="Escape" in it closes; opened by HTMX it empties itself.
document.addEventListener("click", (event) => {
  const shut = event.target.closest("[data-close-panel]");
  if (!shut) return;
  const panel = document.getElementById("panel");
  panel?.replaceChildren();
  const back = document.querySelector("[data-rows] [aria-selected=true]") ?? document.querySelector("[role=treegrid][tabindex]");
  back?.focus();
});
