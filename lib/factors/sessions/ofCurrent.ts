import { operator, type Line } from "../engine/line.ts";
import { SHUT, type SessionClock } from "./sessionClock.ts";

/**
 * The value of the current session, from one line a session. NaN until the values of all sessions are known that the bars have shown so far,
 * so that a column does not begin with New York, stop in Sydney and begin again.
 */
export function ofCurrent({ current, whole }: SessionClock, values: readonly Line[]): Line {
  const sessions = whole.length;
  return operator("ofCurrent", [current, ...whole, ...values], [], {
    registers: sessions,
    start: ([current, ...lines], [out], registers) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = lines[sessions + current![t]!]![t]!;
      for (let k = 0; k < sessions; k++) registers[k] = waitFor(lines[k]!, lines[sessions + k]!, out, from, to, registers[k]!);
    },
  });
}

/** Takes the rows away in which a session is unknown that was seen. */
function waitFor(opened: Float64Array, value: Float64Array, out: Float64Array, from: number, to: number, before: number): number {
  let seen = before;
  for (let t = from; t < to; t++) {
    if (opened[t] !== SHUT) seen = 1;
    if (seen === 1 && Number.isNaN(value[t]!)) out[t] = Number.NaN;
  }
  return seen;
}
