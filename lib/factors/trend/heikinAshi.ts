import { operators, type Line } from "../engine/line.ts";
import { defineFactor, type BarLines } from "../factor.ts";

/** Averaged candles: each opens in the middle of the body before and closes at the mean of the bar's prices. */
function averagedCandles({ open, high, low, close }: Pick<BarLines, "open" | "high" | "low" | "close">): readonly [Line, Line, Line, Line, Line] {
  return operators("heikinAshi", [open, high, low, close], [], {
    delays: [0, 0, 0, 0, 0] as const,
    registers: 1,
    start: ([open, high, low, close], [haOpen, haHigh, haLow, haClose, direction], registers) => (from, to, seen) => {
      let next = seen === 0 ? (open[from]! + close[from]!) / 2 : registers[0]!;
      for (let t = from; t < to; t++) {
        const begin = next;
        const end = (open[t]! + high[t]! + low[t]! + close[t]!) / 4;
        haOpen[t] = begin;
        haClose[t] = end;
        haHigh[t] = high[t]! > begin ? high[t]! : begin;
        haLow[t] = low[t]! < begin ? low[t]! : begin;
        direction[t] = end > begin ? 1 : end < begin ? -1 : 0;
        next = (begin + end) / 2;
      }
      registers[0] = next;
    },
  });
}

/** Heikin-Ashi candles. Price, a value from the first row on. Valcu 2004. */
export const heikinAshiFactor = defineFactor({
  name: "heikin_ashi",
  family: "trend",
  formula: "ha_close = (open + high + low + close)/4; ha_open = (ha_open[−1] + ha_close[−1])/2, at first (open + close)/2; ha_high, ha_low = extremes of high, low and ha_open; ha_direction = sign(ha_close − ha_open)",
  source: "Valcu 2004; pandas-ta ha",
  edge: "the price itself on flat prices, direction 0",
  inputs: ["open", "high", "low", "close"],
  parameters: {},
  outputs: [
    { id: "ha_open", description: "Open of the Heikin-Ashi candle", unit: "price" },
    { id: "ha_high", description: "High of the Heikin-Ashi candle", unit: "price" },
    { id: "ha_low", description: "Low of the Heikin-Ashi candle", unit: "price" },
    { id: "ha_close", description: "Close of the Heikin-Ashi candle", unit: "price" },
    { id: "ha_direction", description: "1 where the Heikin-Ashi candle rises, −1 where it falls", unit: "flag" },
  ],
  defaults: [],
  lines: (bar) => averagedCandles(bar),
});
