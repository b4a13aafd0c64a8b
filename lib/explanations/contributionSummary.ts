import type { Contributions } from "../models/forecaster.ts";
import type { Windows } from "../windows/index.ts";
import { ExplanationError } from "./error.ts";

/** What one input adds to the forecasts of all windows. */
export type InputSummary = {
  readonly input: string;
  /** Mean of |contribution|: how much the forecasts owe to the input, unit of the contributions. */
  readonly size: number;
  /** Its contribution to each forecast. [N] */
  readonly contributions: Float64Array;
  /** The input itself in each window. [N] */
  readonly values: Float64Array;
};

/**
 * Contributions input by input, the largest mean of |contribution| first: the numbers behind a beeswarm or a dependence figure. Lundberg and Lee 2017, https://arxiv.org/abs/1705.07874; for trees exact, Lundberg et al. 2020.
 * in: what `contributions(windows)` gave and these windows
 */
export function contributionSummary({ inputs, values }: Contributions, windows: Windows): readonly InputSummary[] {
  if (values.length !== windows.count * inputs.length) throw new ExplanationError(`contributionSummary: ${values.length} contributions are not those of ${windows.count} windows to ${inputs.length} inputs; give the windows they were asked for`);
  const summaries = inputs.map((input, p): InputSummary => {
    const contributions = Float64Array.from({ length: windows.count }, (_, n) => values[n * inputs.length + p]!);
    return { input, size: contributions.reduce((sum, value) => sum + Math.abs(value), 0) / windows.count, contributions, values: inputValues(windows, input) };
  });
  return summaries.sort((a, b) => b.size - a.size);
}

/** By how much base + Σ contributions misses each forecast; of log-odds each probability's logarithm of p/(1 − p). Exact contributions miss by rounding alone. out: [N] */
export function additivityGap({ base, inputs, scale, values }: Contributions, forecast: ArrayLike<number>): Float64Array {
  return Float64Array.from(forecast, (given, n) => {
    let sum = base;
    for (let p = 0; p < inputs.length; p++) sum += values[n * inputs.length + p]!;
    return (scale === "logOdds" ? Math.log(given / (1 - given)) : given) - sum;
  });
}

/** The values of an input by its name, "rsi_14" for the last step, "rsi_14[-3]" for three steps before. out: [N] */
export function inputValues({ columns, count, features, inputs, lookback }: Windows, input: string): Float64Array {
  const [, name = input, back = "0"] = /^(.*?)(?:\[-(\d+)\])?$/.exec(input) ?? [];
  const [f, t] = [columns.indexOf(name), lookback - 1 - Number(back)];
  if (f < 0 || t < 0) throw new ExplanationError(`there is no input "${input}" in windows of ${lookback} steps of ${columns.join(", ")}`);
  return Float64Array.from({ length: count }, (_, n) => inputs[(n * lookback + t) * features + f]!);
}
