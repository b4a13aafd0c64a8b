import { defineFactor } from "../factor.ts";
import { inSets, MARKETS } from "./market.ts";

/** How much of the current session has passed at the bar's close. Hours are known beforehand; a close that nobody had announced is not used. */
export const timeInSessionFactors = MARKETS.map((market) => defineFactor({
  name: `time_in_session${market.suffix}`,
  family: "sessions",
  formula: "(close time − opening)/(closing − opening) of the session that opened last, at most 1",
  source: market.words,
  edge: "1 while no session is open",
  inputs: ["closeTime"],
  parameters: {},
  outputs: [{ id: `time_in_session${market.suffix}`, description: `Share of the current session that has passed${market.note}`, unit: "ratio" }],
  ...inSets(market, []),
  intradayOnly: true,
  lines: (bar) => [market.clock(bar).share],
}));
