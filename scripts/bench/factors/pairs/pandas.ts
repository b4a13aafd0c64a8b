import type { Pair } from "./pair.ts";

type Options = Readonly<Record<string, number>>;

function rolling(id: string, name: string, inputs: readonly string[], window: number, options: Options = {}): Pair {
  return { id, call: { name, inputs, parameters: { window, ...options } } };
}

/** A rolling statistic of ours and pandas's own, one row each. */
export const PANDAS: readonly { readonly statistic: string; readonly pair: Pair }[] = [
  { statistic: "mean", pair: rolling("sma_20", "mean", ["close"], 20) },
  { statistic: "sum", pair: rolling("sum_20", "sum", ["close"], 20) },
  { statistic: "standard deviation", pair: rolling("stddev_20", "std", ["close"], 20, { ddof: 0 }) },
  { statistic: "variance", pair: rolling("variance_20", "var", ["close"], 20, { ddof: 0 }) },
  { statistic: "skewness", pair: rolling("skew_20", "skew", ["log_return"], 20) },
  { statistic: "kurtosis", pair: rolling("kurtosis_20", "kurt", ["log_return"], 20) },
  { statistic: "minimum", pair: rolling("min_20", "min", ["close"], 20) },
  { statistic: "maximum", pair: rolling("max_20", "max", ["close"], 20) },
  { statistic: "median", pair: rolling("median_20", "median", ["close"], 20) },
  { statistic: "quantile", pair: rolling("quantile_20_0.9", "quantile", ["close"], 20, { q: 0.9 }) },
  { statistic: "rank", pair: rolling("percent_rank_20", "percent_rank", ["close"], 20) },
  { statistic: "correlation", pair: rolling("high_low_correlation_30", "corr", ["high", "low"], 30) },
  { statistic: "autocorrelation", pair: rolling("autocorrelation_1_60", "autocorrelation", ["log_return"], 60, { lag: 1 }) },
  { statistic: "beta", pair: rolling("high_low_beta_5", "beta", ["high", "low"], 5) },
  { statistic: "z-score", pair: rolling("zscore_20", "zscore", ["close"], 20) },
];
