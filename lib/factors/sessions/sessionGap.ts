import { defineFactor } from "../factor.ts";
import { inSets, MARKETS } from "./market.ts";
import { ofCurrent } from "./ofCurrent.ts";
import { sessionRuns } from "./sessionRun.ts";

/** The step into the current session, on all its bars: it is known at the session's first bar. */
export const sessionGapFactors = MARKETS.map((market) => defineFactor({
  name: `session_gap${market.suffix}`,
  family: "sessions",
  formula: "ln(first open of the current session / last close before it)",
  source: market.words,
  edge: "held while no session is open",
  inputs: ["closeTime", "open", "high", "low", "close"],
  parameters: {},
  outputs: [{ id: `session_gap${market.suffix}`, description: `Gap at the opening of the current session${market.note}`, unit: "log return" }],
  ...inSets(market, []),
  intradayOnly: true,
  waitsFor: "a beginning of every session that the bars have shown, with a bar before it",
  lines: (bar) => {
    const clock = market.clock(bar);
    return [ofCurrent(clock, sessionRuns(clock, bar).map(({ gap }) => gap))];
  },
}));
