// Keys of the whole page: a key printed on a button presses it; G then a letter opens a tab.
import { toggleRail } from "./frame.js";
import { openPalette } from "./palette.js";
import { rowKey } from "./rows.js";
import { focusToast, undoLast } from "./toasts.js";

const WAIT = 1_200;
let going = 0;

export function typing(target) {
  return target instanceof Element
    && target.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]");
}

// The innermost open thing hears keys; buttons behind a dialog do not.
function scope() {
  const dialogs = document.querySelectorAll("dialog[open]");
  return dialogs.length ? dialogs[dialogs.length - 1] : document;
}

function visible(element) {
  return element.checkVisibility();
}

function press(key) {
  const wanted = CSS.escape(key);
  const found = [...scope().querySelectorAll(`[data-key="${wanted}" i]`)].find(visible);
  if (!found || found.getAttribute("aria-disabled") === "true") return false;
  if (found.matches("input, select, textarea")) found.focus();
  else found.click();
  return true;
}

function go(letter) {
  const link = [...document.querySelectorAll("[data-go]")].find((a) => a.dataset.go.toLowerCase() === letter);
  link?.click();
  return Boolean(link);
}

function showKeys() {
  const dialog = document.getElementById("keys");
  if (!dialog) return false;
  const list = dialog.querySelector(".key-list");
  list.querySelectorAll("[data-found]").forEach((item) => item.remove());
  const add = (keys, text) => {
    const term = document.createElement("dt");
    const words = document.createElement("dd");
    keys.forEach((key) => {
      const cap = document.createElement("kbd");
      cap.textContent = key;
      term.append(cap, " ");
    });
    words.textContent = text;
    term.dataset.found = words.dataset.found = "";
    list.append(term, words);
  };
  const caps = (keys) => [...keys].map((key) => key.textContent.trim().toUpperCase()).join(" ");
  const known = () => new Set([...list.querySelectorAll("dt")].map((term) => caps(term.querySelectorAll("kbd"))));
  for (const item of document.querySelectorAll("[data-key]")) {
    const keys = item.dataset.key.split("+").map((key) => (key.length === 1 ? key.toUpperCase() : key));
    if (visible(item) && !known().has(keys.join(" ").toUpperCase())) add(keys, item.dataset.keyLabel ?? label(item));
  }
  for (const hint of document.querySelectorAll(".status .keys > span")) {
    const keys = [...hint.querySelectorAll("kbd")];
    if (!known().has(caps(keys))) add(keys.map((key) => key.textContent.trim()), label(hint));
  }
  for (const link of document.querySelectorAll("[data-go]")) {
    if (link.dataset.go) add(["G", link.dataset.go.toUpperCase()], label(link));
  }
  dialog.showModal();
  return true;
}

function label(item) {
  const copy = item.cloneNode(true);
  copy.querySelectorAll("kbd, .count").forEach((part) => part.remove());
  return item.getAttribute("aria-label") ?? copy.textContent.trim();
}

function filter() {
  const field = document.querySelector("[data-filter]");
  field?.focus();
  return Boolean(field);
}

function withControl(event) {
  const key = event.key.toLowerCase();
  if (key === "k") return openPalette();
  if (key === "z" && !typing(event.target)) return undoLast();
  if (key !== "enter") return false;
  const form = event.target.closest?.("form");
  if (form && !form.querySelector("[data-key='Ctrl+Enter']")) {
    form.requestSubmit();
    return true;
  }
  return press("Ctrl+Enter");
}

// Esc cancels what says so, else closes the side panel; dialogs and menus close themselves.
function leave() {
  if (document.querySelector("dialog[open], [popover]:popover-open")) return false;
  if (press("Escape")) return true;
  const shut = document.querySelector("#panel [data-close-panel]");
  shut?.click();
  return Boolean(shut);
}

function plain(event) {
  const { key } = event;
  if (going) {
    clearTimeout(going);
    going = 0;
    if (go(key.toLowerCase())) return true;
  }
  if (press(key)) return true;
  if (document.querySelector("dialog[open]")) return false;
  if (key === "g") {
    going = setTimeout(() => (going = 0), WAIT);
    return true;
  }
  if (key === "[") return toggleRail() ?? true;
  if (key === "/") return filter();
  if (key === "?") return showKeys();
  return rowKey(event);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  let done = false;
  if (event.key === "F6") done = focusToast();
  else if (event.ctrlKey || event.metaKey) done = withControl(event);
  else if (event.key === "Escape") done = leave();
  else if (!typing(event.target)) done = plain(event);
  if (done) event.preventDefault();
});
