import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { CURRENCIES } from "./market.ts";
import { SHUT } from "./sessionClock.ts";
import { sessionRuns } from "./sessionRun.ts";

/** A value while either of two sessions is open, else 0. NaN as long as the value is. */
export function whileOpen(value: Line, first: Line, second: Line): Line {
  return operator("whileOpen", [value, first, second], [], { start: ([value, first, second], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = first[t] === SHUT && second[t] === SHUT && !Number.isNaN(value[t]!) ? 0 : value[t]!;
  } });
}

/** What New York did, told to Asia: the return of its last completed session on the bars of Sydney and Tokyo. */
export const newYorkInAsiaFactors = CURRENCIES.map(({ clock, note, suffix, words }) => defineFactor({
  name: `ny_close_asia${suffix}`,
  family: "sessions",
  formula: "return of the last completed New York session while Sydney or Tokyo is open, else 0",
  source: words,
  edge: "0 outside Asian hours",
  inputs: ["closeTime", "open", "high", "low", "close"],
  parameters: {},
  outputs: [{ id: `ny_close_asia${suffix}`, description: `New York's last session, seen from Asia${note}`, unit: "log return" }],
  defaults: [],
  intradayOnly: true,
  waitsFor: "the end of a New York session that the bars show from its beginning",
  lines: (bar) => {
    const sessions = clock(bar);
    return [whileOpen(sessionRuns(sessions, bar)[3]!.completed, sessions.opened[0]!, sessions.opened[1]!)];
  },
}));
