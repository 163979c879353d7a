// Dependencies as orthogonal lines. Every kind of line is one path, however many links it has.
import { CRITICAL } from "./model.js";

const FS = 0;
const SS = 1;
const FF = 2;
const STUB = 6;
const TURN = 8;
export const MOST = 800;

// The way of one link from (x1, y1) to (x2, y2); half is the way to the edge of the predecessor's row.
export function route(kind, from, to, half) {
  const fromEnd = kind === FS || kind === FF;
  const toStart = kind === FS || kind === SS;
  const x1 = fromEnd ? from.end : from.start;
  const x2 = toStart ? to.start : to.end;
  const { y: y1 } = from;
  const { y: y2 } = to;
  const down = y2 >= y1 ? 1 : -1;
  const head = toStart ? -1 : 1;
  const tip = `V${y2}H${x2}m${head * 4} -3l${-head * 4} 3l${head * 4} 3`;
  if (kind === SS) return `M${x1} ${y1}H${Math.min(x1, x2) - TURN}${tip}`;
  if (kind === FF) return `M${x1} ${y1}H${Math.max(x1, x2) + TURN}${tip}`;
  if (kind === FS && x2 - x1 >= STUB) return `M${x1} ${y1}H${x2 - STUB}${tip}`;
  const out = fromEnd ? x1 + STUB : x1 - STUB;
  return `M${x1} ${y1}H${out}V${y1 + down * half}H${x2 + head * TURN}${tip}`;
}

// Links that touch or cross the shown places first..last, as { ghost, critical, chosen } paths.
export function paths(plan, geometry, first, last, selected) {
  const found = { ghost: [], critical: [], chosen: [] };
  const { links, place } = plan;
  let count = 0;
  for (const passing of [false, true]) {
    for (let at = 0; at < links.length && count < MOST; at += 4) {
      const [before, after, kind, driving] = [links[at], links[at + 1], links[at + 2], links[at + 3]];
      const a = place[before];
      const b = place[after];
      if (a < 0 || b < 0 || Math.max(a, b) < first || Math.min(a, b) > last) continue;
      const touches = (a >= first && a <= last) || (b >= first && b <= last);
      if (touches === passing) continue;
      const from = geometry(before, a);
      const to = geometry(after, b);
      if (!from || !to) continue;
      count += 1;
      const critical = driving && plan.is(before, CRITICAL) && plan.is(after, CRITICAL);
      const sort = before === selected || after === selected ? "chosen" : critical ? "critical" : "ghost";
      found[sort].push(route(kind, from, to, geometry.half));
    }
  }
  return found;
}
