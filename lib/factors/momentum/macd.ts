import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { ema } from "../rolling/exponential.ts";

type Macd = { readonly line: Float64Array; readonly signal: Float64Array; readonly hist: Float64Array; readonly cross: Float64Array };

/**
 * Moving average convergence/divergence. line = EMA(fast) − EMA(slow), signal = EMA(line), hist = line − signal. Appel 1979.
 * Both averages of the close start on the same row, as in TA-Lib. cross is 1 on the row where line rises above signal, −1 where it falls below, else 0.
 * in: close [T]  out: 4 × [T] price (cross: flag), NaN for t < slow − 1 (line), slow + signal − 2 (signal, hist), slow + signal − 1 (cross).
 */
export function macd(close: Float64Array, fast: number, slow: number, signalPeriod: number): Macd {
  const line = ema(close, fast, slow - fast);
  const slowAverage = ema(close, slow);
  for (let t = 0; t < close.length; t++) line[t]! -= slowAverage[t]!;
  const signal = ema(line, signalPeriod, slow - 1);
  const hist = emptyColumn(close.length);
  const cross = emptyColumn(close.length);
  const first = slow + signalPeriod - 2;
  let before = Number.NaN;
  for (let t = first; t < close.length; t++) {
    const height = line[t]! - signal[t]!;
    hist[t] = height;
    if (t > first) cross[t] = height > 0 && before <= 0 ? 1 : height < 0 && before >= 0 ? -1 : 0;
    before = height;
  }
  return { line, signal, hist, cross };
}

export const macdFactor = defineFactor({
  name: "macd",
  family: "momentum",
  formula: "line = EMA(fast) − EMA(slow); signal = EMA(line, signal); hist = line − signal; cross = ±1 where hist changes sign",
  source: "Appel 1979; TA-Lib MACD",
  edge: "all 0 on flat prices",
  inputs: ["close"],
  parameters: { fast: barCount(2, 500), slow: barCount(3, 1000), signal: barCount(2, 500) },
  outputs: [
    { id: "macd_line", description: "MACD line: fast minus slow average", unit: "price", warmUp: ({ slow }) => slow - 1 },
    { id: "macd_signal", description: "Average of the MACD line", unit: "price", warmUp: ({ slow, signal }) => slow + signal - 2 },
    { id: "macd_hist", description: "MACD line minus its signal", unit: "price", warmUp: ({ slow, signal }) => slow + signal - 2 },
    { id: "macd_cross", description: "1 where the MACD line crosses above its signal, −1 below", unit: "flag", warmUp: ({ slow, signal }) => slow + signal - 1 },
  ],
  defaults: [[12, 26, 9]],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be shorter than slow (${slow})`),
  compute: (bars, { fast, slow, signal }) => {
    const columns = macd(bars.close, fast, slow, signal);
    return [columns.line, columns.signal, columns.hist, columns.cross];
  },
});
