import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { highestAndAge, lowestAndAge, minus } from "../operators/index.ts";

/** How recent something `age` bars ago is: 100·(period − age)/period. Percent. */
function recency(age: Line, period: number): Line {
  return operator("recency", [age], [period], { start: ([age], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = (100 * (period - age[t]!)) / period;
  } });
}

/**
 * Aroon: 100·(period − bars since the highest high)/period, and the same for the lowest low. Chande 1995.
 * Percent, NaN for t < period. Of equal extremes the newest counts.
 */
export function aroon(high: Line, low: Line, period: number): readonly [up: Line, down: Line] {
  return [recency(highestAndAge(high, period + 1)[1], period), recency(lowestAndAge(low, period + 1)[1], period)];
}

export const aroonFactor = defineFactor({
  name: "aroon",
  family: "trend",
  formula: "up, down = 100·(period − bars since the highest high, lowest low of period + 1 bars)/period; oscillator = up − down",
  source: "Chande 1995; TA-Lib AROON, AROONOSC",
  edge: "up and down 100, oscillator 0 on flat prices",
  inputs: ["high", "low"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "aroon_up", description: "How recent the highest high is", unit: "percent" },
    { id: "aroon_down", description: "How recent the lowest low is", unit: "percent" },
    { id: "aroon_oscillator", description: "Aroon up minus Aroon down", unit: "percent" },
  ],
  defaults: [[25]],
  lines: ({ high, low }, { period }) => {
    const [up, down] = aroon(high, low, period);
    return [up, down, minus(up, down)];
  },
});
