import { defineFactor } from "../factor.ts";
import { logRatio, placeBetween } from "../operators/index.ts";
import { inSets, MARKETS } from "./market.ts";
import { ofCurrent } from "./ofCurrent.ts";
import { sessionRuns } from "./sessionRun.ts";

/** Where the close stands in the range of the current session so far. The session's final high and low are not known before its end and are not used. */
export const sessionRangeFactors = MARKETS.map((market) => defineFactor({
  name: `session_range${market.suffix}`,
  family: "sessions",
  formula: "ln(close/H), ln(close/L), (close − L)/(H − L); H, L the highest and lowest price of the current session so far",
  source: market.words,
  edge: "0.5 where H = L; while no session is open the range is that of the last",
  inputs: ["closeTime", "open", "high", "low", "close"],
  parameters: {},
  outputs: [
    { id: `session_high_position${market.suffix}`, description: `Distance of the close to the session's high so far${market.note}`, unit: "log return" },
    { id: `session_low_position${market.suffix}`, description: `Distance of the close to the session's low so far${market.note}`, unit: "log return" },
    { id: `session_range_position${market.suffix}`, description: `Place of the close in the session's range so far${market.note}`, unit: "ratio" },
  ],
  ...inSets(market, []),
  intradayOnly: true,
  waitsFor: "the first session that the bars show from its beginning",
  lines: (bar) => {
    const clock = market.clock(bar);
    const runs = sessionRuns(clock, bar);
    const high = ofCurrent(clock, runs.map((run) => run.high));
    const low = ofCurrent(clock, runs.map((run) => run.low));
    return [logRatio(bar.close, high), logRatio(bar.close, low), placeBetween(bar.close, low, high)];
  },
}));
