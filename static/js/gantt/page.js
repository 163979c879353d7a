// The Gantt page: load the plan, draw it, and join toolbar, pointer, keys and the side panel.
import { announce } from "../frame.js";
import { Chart } from "./chart.js";
import { keyOf } from "./keys.js";
import { Memory } from "./memory.js";
import { Plan } from "./model.js";
import { DAY, dateText, leaveOutYearOf, needsYear, today } from "./time.js";

const FOLLOW = 250; // ms after which an open panel follows the selection
const root = document.getElementById("gantt");
const busy = document.getElementById("gantt-busy");
const panel = document.getElementById("panel");

async function load() {
  const headers = { Accept: "application/json" };
  const answer = await fetch(root.dataset.url + window.location.search, { headers }).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

function read(data, memory) {
  const plan = new Plan(data);
  plan.now = data.dataDate ?? today() * DAY;
  leaveOutYearOf(plan.now);
  root.classList.toggle("gantt-years", plan.span().some(needsYear));
  plan.collapsed = memory.collapsed(plan);
  plan.show();
  return plan;
}

function start(data) {
  const memory = new Memory(root.dataset.project);
  const plan = read(data, memory);
  const chart = new Chart(root, plan, memory, { mustFinish: root.dataset.mustFinish });
  const actions = makeActions(chart);
  bindToolbar(chart, actions);
  bindPointer(chart, actions);
  bindKeys(chart, actions);
  followEdits(chart, memory);
  chart.goTo(Math.max(plan.now, plan.span()[0]));
  const wanted = plan.rowOf(Number(window.location.hash.slice(1)));
  if (wanted > 0) actions.open(plan.nearestShown(wanted));
}

// What is saved on this page moves bars: the plan is loaded again.
function followEdits(chart, memory) {
  document.addEventListener("htmx:afterRequest", async (event) => {
    const { requestConfig, successful } = event.detail;
    if (!successful || requestConfig.verb === "get") return;
    const data = await load();
    if (data) chart.replace(read(data, memory));
  });
}

function makeActions(chart) {
  let following = 0;
  const show = (row) => {
    if (!root.dataset.activity || !chart.plan.rows.id[row]) return false; // the first row is the project itself
    const address = root.dataset.activity.replace("/0/", `/${chart.plan.rows.id[row]}/`);
    if (window.innerWidth < 600) window.location.assign(address);
    else window.htmx.ajax("GET", address, { target: "#panel", swap: "innerHTML" });
    return true;
  };
  return {
    select(row) {
      chart.select(row);
      const { plan } = chart;
      const { rows } = plan;
      announce(`${rows.code[row]} ${rows.name[row]}, ${dateText(plan.start(row))} \u2013 ${dateText(plan.finish(row))}`);
      clearTimeout(following);
      if (panel.querySelector("*") && window.innerWidth >= 900) following = setTimeout(() => show(row), FOLLOW);
    },
    open(row) {
      chart.select(row);
      return show(row);
    },
    fold(row, open) {
      if (chart.plan.toggle(row, open)) chart.refold();
      return true;
    },
    zoom(zoom) {
      chart.memory.keep({ zoom });
      chart.setZoom(zoom);
      const radio = document.querySelector(`input[name="zoom"][value="${zoom}"]`);
      if (radio) radio.checked = true;
      return true;
    },
  };
}

function bindToolbar(chart, actions) {
  const { kept } = chart.memory;
  for (const radio of document.querySelectorAll('input[name="zoom"]')) {
    radio.checked = radio.value === chart.zoom;
    radio.addEventListener("change", () => actions.zoom(radio.value));
  }
  for (const box of document.querySelectorAll("[data-gantt-mark]")) {
    const mark = box.dataset.ganttMark;
    box.checked = kept[mark];
    box.addEventListener("change", () => {
      chart.memory.keep({ [mark]: box.checked });
      chart.draw(true);
    });
  }
  const baselines = document.getElementById("gantt-baseline");
  if (chart.plan.baselines.length) {
    for (const part of document.querySelectorAll("[data-gantt-baseline]")) part.hidden = false;
    for (const [pk, name] of chart.plan.baselines) baselines.add(new Option(name, pk, false, pk === chart.plan.baseline));
    baselines.closest(".field").hidden = chart.plan.baselines.length < 2;
    baselines.addEventListener("change", () => {
      window.location.search = `?baseline=${encodeURIComponent(baselines.value)}`;
    });
  }
  document.getElementById("gantt-now").addEventListener("click", () => chart.goTo(chart.plan.now));
  document.getElementById("gantt-fold").addEventListener("click", () => {
    chart.plan.collapseAll(chart.plan.collapsed.size === 0);
    chart.refold();
  });
}

function bindPointer(chart, actions) {
  chart.scroller.addEventListener("click", (event) => {
    const row = chart.rowAt(event.clientY);
    if (row === null) return;
    if (event.target.closest(".g-toggle")) {
      chart.select(row);
      actions.fold(row, chart.plan.collapsed.has(row));
    } else if (!actions.open(row)) chart.select(row);
  });
  root.addEventListener("pointermove", (event) => {
    const row = chart.rowAt(event.clientY);
    const over = chart.rowsHolder.querySelector(".g-over");
    const now = row === null ? null : document.getElementById(`g-row-${row}`);
    if (over === now) return;
    over?.classList.remove("g-over");
    now?.classList.add("g-over");
  });
}

function bindKeys(chart, actions) {
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input:not([type=checkbox]), select, textarea, dialog, [popover], .choice, #panel");
    if (field || document.querySelector("dialog[open]")) return;
    const button = event.target.closest?.("a, button, input");
    if (button && event.key === "Enter") return;
    if (!keyOf(chart, actions, event)) return;
    event.preventDefault();
    if (document.activeElement !== chart.scroller) chart.scroller.focus({ preventScroll: true });
  }, { capture: true });
}

// A plan that does not come is told to the person; a fault of ours is told and goes on to the console.
const slow = setTimeout(() => (busy.hidden = false), 300);
let shown = false;
try {
  const data = await load();
  if (data) start(data);
  shown = data !== null;
} finally {
  clearTimeout(slow);
  busy.hidden = shown;
  if (!shown) busy.textContent = busy.dataset.failed;
}
