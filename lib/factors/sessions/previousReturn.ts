import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { inSets, MARKETS } from "./market.ts";
import { sessionRuns, type SessionRun } from "./sessionRun.ts";

/**
 * ln(last close / first open) of the session that ended last, whichever it was; NaN until one was seen from its first bar to its end.
 * A session's return joined to the session's own bars, as a merge by date and session does, tells its first hour what its last will bring.
 * Here a return appears on the first bar that opens after the session has closed.
 */
export function lastCompletedReturn(runs: readonly SessionRun[]): Line {
  const sessions = runs.length;
  return operator("lastCompletedReturn", [...runs.map(({ ended }) => ended), ...runs.map(({ completed }) => completed)], [], { start: (lines, [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      let last = -1;
      for (let k = 0; k < sessions; k++) if (!Number.isNaN(lines[k]![t]!) && (last < 0 || lines[k]![t]! >= lines[last]![t]!)) last = k;
      out[t] = last < 0 ? Number.NaN : lines[sessions + last]![t]!;
    }
  } });
}

export const previousReturnFactors = MARKETS.map((market) => defineFactor({
  name: `prev_session_return${market.suffix}`,
  family: "sessions",
  formula: "ln(last close / first open) of the last completed session",
  source: market.words,
  edge: "held until the next session ends",
  inputs: ["closeTime", "open", "high", "low", "close"],
  parameters: {},
  outputs: [{ id: `prev_session_return${market.suffix}`, description: `Return of the session that ended last${market.note}`, unit: "log return" }],
  ...inSets(market, []),
  intradayOnly: true,
  waitsFor: "the end of a session that the bars show from its beginning",
  lines: (bar) => [lastCompletedReturn(sessionRuns(market.clock(bar), bar))],
}));
