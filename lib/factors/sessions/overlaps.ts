import { operators, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { CURRENCIES } from "./market.ts";
import { SHUT, type SessionClock } from "./sessionClock.ts";

/** Flags of the two overlaps of big sessions, and of either. Sydney lies beside Tokyo and is not counted. */
export function overlaps({ opened: [, tokyo, london, newYork] }: SessionClock): readonly [either: Line, tokyoLondon: Line, londonNewYork: Line] {
  return operators("overlaps", [tokyo!, london!, newYork!], [], {
    delays: [0, 0, 0] as const,
    start: ([tokyo, london, newYork], [either, early, late]) => (from, to) => {
      for (let t = from; t < to; t++) {
        early[t] = tokyo[t] !== SHUT && london[t] !== SHUT ? 1 : 0;
        late[t] = newYork[t] !== SHUT && london[t] !== SHUT ? 1 : 0;
        either[t] = Math.max(early[t]!, late[t]!);
      }
    },
  });
}

export const overlapFactors = CURRENCIES.map(({ clock, note, suffix, words }) => defineFactor({
  name: `overlap${suffix}`,
  family: "sessions",
  formula: "1 if both sessions are open when the bar opens, else 0",
  source: words,
  edge: "0 at the weekend",
  inputs: ["closeTime"],
  parameters: {},
  outputs: [
    { id: `in_overlap${suffix}`, description: `1 in either overlap${note}`, unit: "flag" },
    { id: `overlap_tokyo_london${suffix}`, description: `1 while Tokyo and London are open${note}`, unit: "flag" },
    { id: `overlap_london_new_york${suffix}`, description: `1 while London and New York are open${note}`, unit: "flag" },
  ],
  defaults: [],
  intradayOnly: true,
  lines: (bar) => overlaps(clock(bar)),
}));
