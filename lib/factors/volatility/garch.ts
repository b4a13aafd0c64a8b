import { operators, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { logReturn } from "../returns/logReturn.ts";
import { fitGarch, newGarchSearch } from "./fitGarch.ts";
import { nextVariance } from "./garchLikelihood.ts";

/** What is assumed while a window has no variance to fit. */
const UNFITTED = { omega: 0, alpha: 0.05, beta: 0.9 } as const;

/**
 * Volatility of the next return by GARCH(1,1): h = ω + α·e² + β·h[−1], e the return less the mean of the window it was fitted on.
 * The parameters have the greatest Gaussian likelihood on the last `window` returns; they are found anew every `every` rows, counted from the first fit, and kept between.
 * A fit takes some twenty passes over the window, at most a hundred: a row costs 20·window/every steps of the recursion, about 1 µs for 500 and 100. Nothing behind the row is read.
 */
export function garch(returns: Line, window: number, every: number): readonly [volatility: Line, persistence: Line] {
  return operators("garch", [returns], [window, every], {
    delays: [window - 1, window - 1] as const,
    lookback: window,
    registers: 5,
    start: ([returns], [volatility, persistence], registers) => {
      const squares = new Float64Array(window);
      const search = newGarchSearch();
      const refit = (t: number): void => {
        const mean = centre(returns, t - window + 1, squares);
        let variance = 0;
        for (let k = 0; k < window; k++) variance += squares[k]! / window;
        for (let k = 0; k < window; k++) squares[k]! /= variance || 1;
        const { omega, alpha, beta } = variance > 0 ? fitGarch(squares, search) : UNFITTED;
        registers.set([mean, omega * variance, alpha, beta, 0]);
        registers[4] = variance * nextVariance(squares, { omega, alpha, beta });
      };
      return (from, to, seen) => {
        for (let t = from; t < to; t++) {
          const rows = seen + t - from + 1 - window;
          if (rows < 0) continue;
          if (rows % every === 0) refit(t);
          else registers[4] = registers[1]! + registers[2]! * (returns[t]! - registers[0]!) ** 2 + registers[3]! * registers[4]!;
          volatility[t] = Math.sqrt(registers[4]!);
          persistence[t] = registers[2]! + registers[3]!;
        }
      };
    },
  });
}

/** Squared distances of the values from a row on to their mean, which is returned. */
function centre(x: Float64Array, from: number, squares: Float64Array): number {
  let mean = 0;
  for (let k = 0; k < squares.length; k++) mean += x[from + k]!;
  mean /= squares.length;
  for (let k = 0; k < squares.length; k++) squares[k] = (x[from + k]! - mean) ** 2;
  return mean;
}

export const garchFactor = defineFactor({
  name: "garch",
  family: "volatility",
  formula: "√h, h = ω + α·e² + β·h[−1], e = log return less its mean; ω, α, β by maximum likelihood on the last window returns, anew every `every` bars; persistence = α + β",
  source: "Bollerslev 1986; Python package arch",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { window: barCount(50, 2000), every: { ...barCount(1, 1000), default: 100 } },
  outputs: [
    { id: "garch", description: "Volatility of the next bar's log return by GARCH(1,1), fitted on past bars alone", unit: "log return per bar" },
    { id: "garch_persistence", description: "Share of the variance's deviation that is left a bar later", unit: "ratio" },
  ],
  defaults: [],
  more: [[500, 100]],
  lines: ({ close }, { window, every }) => garch(logReturn(close), window, every),
});
