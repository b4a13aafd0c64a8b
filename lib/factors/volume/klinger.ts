import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { ema, minus } from "../operators/index.ts";
import type { TradedBar } from "./moneyFlow.ts";

/**
 * Volume force: 100·volume·|2·dm/cm − 1|, below 0 while the trend points down. dm = high − low; cm adds up dm while the trend lasts and starts as the sum of two dm.
 * The trend points up where high + low + close rose, and stays where it is the same. Volume, NaN in the first row; 0 where cm is 0. Klinger 1997.
 */
function volumeForce({ high, low, close, volume }: TradedBar): Line {
  return operator("volumeForce", [high, low, close, volume], [], { delay: 1, lookback: 1, registers: 2, start: ([high, low, close, volume], [out], registers) => (from, to, seen) => {
    let trend = registers[0]!;
    let measure = registers[1]!;
    for (let t = Math.max(from, from + 1 - seen); t < to; t++) {
      const step = high[t]! + low[t]! + close[t]! - (high[t - 1]! + low[t - 1]! + close[t - 1]!);
      const next = step > 0 ? 1 : step < 0 ? -1 : trend === 0 ? -1 : trend;
      const range = high[t]! - low[t]!;
      measure = next === trend ? measure + range : high[t - 1]! - low[t - 1]! + range;
      trend = next;
      out[t] = measure === 0 ? 0 : 100 * volume[t]! * Math.abs(2 * (range / measure) - 1) * trend;
    }
    registers[0] = trend;
    registers[1] = measure;
  } });
}

/** Klinger oscillator: fast minus slow exponential average of the volume force. */
function klinger(bar: TradedBar, fast: number, slow: number): Line {
  return minus(ema(volumeForce(bar), fast), ema(volumeForce(bar), slow));
}

export const klingerFactor = defineFactor({
  name: "klinger",
  family: "volume",
  formula: "EMA(vf, fast) − EMA(vf, slow), vf = 100·volume·|2·dm/cm − 1|·trend; signal = EMA(klinger, signal)",
  source: "Klinger 1997",
  edge: "0 where there was no range or no volume",
  inputs: ["high", "low", "close", "volume"],
  parameters: { fast: barCount(2, 500), slow: barCount(3, 1000), signal: barCount(1, 500) },
  outputs: [
    { id: "klinger", description: "Klinger volume oscillator", unit: "volume" },
    { id: "klinger_signal", description: "Signal line of the Klinger oscillator", unit: "volume" },
  ],
  defaults: [],
  example: [34, 55, 13],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be shorter than slow (${slow})`),
  lines: (bar, { fast, slow, signal }) => [klinger(bar, fast, slow), ema(klinger(bar, fast, slow), signal)],
});
