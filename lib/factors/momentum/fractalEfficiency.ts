import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { ema, sum } from "../operators/index.ts";
import { roc } from "./roc.ts";

/** Polarized fractal efficiency: length of the straight way as a share of the way gone, with the sign of the change; a bar counts as long as one percent. Percent, NaN for t < period + smooth − 1. Hannula 1994. */
export const fractalEfficiencyFactor = defineFactor({
  name: "fractal_efficiency",
  family: "momentum",
  formula: "EMA over smooth of ±100·√(ROC(period)² + period²)/Σ √(ROC(1)² + 1), the sum over period",
  source: "Hannula 1994, with changes in percent so that the level of the price does not matter",
  edge: "100 on flat prices, which go straight on",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000), smooth: barCount(1, 200) },
  outputs: [{ id: "fractal_efficiency", description: "Straight way as a share of the way gone, with its sign", unit: "percent" }],
  defaults: [],
  more: [[10, 5]],
  lines: ({ close }, { period, smooth }) => {
    const step = operator("stepLength", [roc(close, 1)], [], { start: ([rate], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = Math.sqrt(rate[t]! * rate[t]! + 1);
    } });
    const efficiency = operator("fractalEfficiency", [roc(close, period), sum(step, period)], [period], { start: ([rate, gone], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = ((rate[t]! < 0 ? -100 : 100) * Math.sqrt(rate[t]! * rate[t]! + period * period)) / gone[t]!;
    } });
    return [ema(efficiency, smooth)];
  },
});
