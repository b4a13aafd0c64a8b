import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import { mapBars, type Bars } from "../../market/bars.ts";
import { generateBars } from "../../market/generateBars.ts";
import { split, type RandomKey } from "../../random/index.ts";
import type { Panel } from "../lookAhead/panel.ts";

export type MarketName = "daily" | "gapped" | "hourly" | "shifted closes" | "equal closes";

/** The synthetic markets of the zoo: daily bars, the same with gaps, hourly bars round the clock, and two daily markets that close at different hours or at the same one. */
export function zooMarkets(key: RandomKey, rows = 900): Readonly<Record<MarketName, Panel>> {
  const market = (symbol: string, interval: "1d" | "1h"): Bars =>
    generateBars({ symbol, rows, interval, start: Date.UTC(2016, 0, 4), volatility: interval === "1d" ? 0.012 : 0.003, clustering: 0.95, edge: 0 }, split(key, `${symbol} ${interval}`));
  const daily = market("ZOO", "1d");
  const [tokyo, newYork] = [market("TOKYO", "1d"), market("NEWYORK", "1d")];
  const closingAt = (bars: Bars, hour: number): Bars => ({ ...bars, closeTime: bars.closeTime.map((time) => time + 1 - INTERVAL_MILLIS["1d"] + hour * INTERVAL_MILLIS["1h"]) });
  return {
    daily: { ZOO: daily },
    gapped: { ZOO: withGaps(daily) },
    hourly: { ZOO: market("ZOO", "1h") },
    "shifted closes": { TOKYO: closingAt(tokyo, 6), NEWYORK: closingAt(newYork, 21) },
    "equal closes": { TOKYO: tokyo, NEWYORK: newYork },
  };
}

/** Bars of which four in the middle and three later have no price. */
function withGaps(bars: Bars): Bars {
  const middle = bars.closeTime.length >> 1;
  const missing = (row: number): boolean => (row >= middle && row < middle + 4) || (row >= middle + 200 && row < middle + 203);
  return mapBars(bars, (values, name) => (name === "closeTime" || name === "volume" ? values : values.map((value, row) => (missing(row) ? Number.NaN : value))));
}
