import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { distance, typicalPrice } from "../operators/index.ts";
import type { TradedBar } from "./moneyFlow.ts";

const DAY = 86_400_000;

/**
 * Volume-weighted average price since the first bar. Price, from the first row; the plain mean of (high + low + close)/3 as long as there is no volume.
 */
export function vwapSinceStart(bar: TradedBar): Line {
  return operator("vwapSinceStart", [typicalPrice(bar.high, bar.low, bar.close), bar.volume], [], {
    registers: 4,
    start: ([price, volume], [out], registers) => (from, to) => addUp(price, volume, out, from, to, registers),
  });
}

/** The same since the first bar of the UTC day, causal: a bar that closes at midnight is the last of its day. */
export function vwapOfSession(bar: TradedBar & { readonly closeTime: Line }): Line {
  return operator("vwapOfSession", [typicalPrice(bar.high, bar.low, bar.close), bar.volume, bar.closeTime], [], {
    registers: 5,
    start: ([price, volume, closeTime], [out], registers) => (from, to) => {
      for (let t = from; t < to; ) {
        const day = Math.ceil(closeTime[t]! / DAY);
        if (day !== registers[4]) registers.fill(0);
        registers[4] = day;
        let end = t + 1;
        while (end < to && Math.ceil(closeTime[end]! / DAY) === day) end++;
        addUp(price, volume, out, t, end, registers);
        t = end;
      }
    },
  });
}

/** Registers: turnover, volume, sum of prices, rows. */
function addUp(price: Float64Array, volume: Float64Array, out: Float64Array, from: number, to: number, registers: Float64Array): void {
  let turnover = registers[0]!, traded = registers[1]!, sum = registers[2]!, rows = registers[3]!;
  for (let t = from; t < to; t++) {
    turnover += price[t]! * volume[t]!;
    traded += volume[t]!;
    sum += price[t]!;
    rows++;
    out[t] = traded === 0 ? sum / rows : turnover / traded;
  }
  registers[0] = turnover;
  registers[1] = traded;
  registers[2] = sum;
  registers[3] = rows;
}

export const cumulativeVwapFactor = defineFactor({
  name: "vwap_cumulative",
  family: "volume",
  formula: "Σ p·volume / Σ volume since the first bar, p = (high + low + close)/3; distance = close/vwap − 1",
  source: "Berkowitz, Logue and Noser 1988",
  edge: "the plain mean of p as long as there is no volume",
  inputs: ["high", "low", "close", "volume"],
  parameters: {},
  outputs: [
    { id: "vwap_cumulative", description: "Volume-weighted average price since the first bar", unit: "price" },
    { id: "vwap_cumulative_distance", description: "Distance of the close to it", unit: "ratio" },
  ],
  defaults: [],
  lines: (bar) => [vwapSinceStart(bar), distance(bar.close, vwapSinceStart(bar))],
});

export const sessionVwapFactor = defineFactor({
  name: "vwap_session",
  family: "volume",
  formula: "Σ p·volume / Σ volume since the first bar of the UTC day, p = (high + low + close)/3; distance = close/vwap − 1",
  source: "Berkowitz, Logue and Noser 1988",
  edge: "the plain mean of p as long as the day has no volume",
  inputs: ["closeTime", "high", "low", "close", "volume"],
  parameters: {},
  outputs: [
    { id: "vwap_session", description: "Volume-weighted average price of the day so far", unit: "price" },
    { id: "vwap_session_distance", description: "Distance of the close to it", unit: "ratio" },
  ],
  defaults: [],
  intradayOnly: true,
  lines: (bar) => [vwapOfSession(bar), distance(bar.close, vwapOfSession(bar))],
});
