// The behaviour of every page. Each module starts itself on what it finds and survives HTMX swaps.
import "./back.js";
import "./frame.js";
import "./toasts.js";
import "./keyboard.js";
import "./rows.js";
import "./charts.js";
import "./copy.js";
import "./floating.js";
import "./palette.js";
import "./panels.js";
