import type { Pair } from "./pair.ts";

const WINDOWS = [10, 20, 30, 60, 120, 250];

/** pandas adds and takes away squares bar by bar, and over a million bars its spread of prices loses digits; ours is compared with exact sums in its own tests. */
const DRIFT = 1e-6;

type Options = { readonly tolerance?: number; readonly more?: Readonly<Record<string, number>> };

/** A statistic over each window; `id` says how our column is called, `more` what else the call takes. */
function rolling(id: (window: number) => string, name: string, inputs: readonly string[], { more, ...options }: Options = {}): readonly Pair[] {
  return WINDOWS.map((window) => ({ id: id(window), call: { name, inputs, parameters: { window, ...more } }, ...options }));
}

const RETURN = ["log_return"];

/** Rolling statistics of ours and pandas's own, each over six windows. */
export const PANDAS: readonly { readonly statistic: string; readonly pairs: readonly Pair[] }[] = [
  { statistic: "mean", pairs: rolling((window) => `sma_${window}`, "mean", ["close"]) },
  { statistic: "sum", pairs: rolling((window) => `sum_${window}`, "sum", ["close"]) },
  { statistic: "standard deviation", pairs: rolling((window) => `stddev_${window}`, "std", ["close"], { more: { ddof: 0 }, tolerance: DRIFT }) },
  { statistic: "variance", pairs: rolling((window) => `variance_${window}`, "var", ["close"], { more: { ddof: 0 }, tolerance: DRIFT }) },
  { statistic: "skewness", pairs: rolling((window) => `skew_${window}`, "skew", RETURN) },
  { statistic: "kurtosis", pairs: rolling((window) => `kurtosis_${window}`, "kurt", RETURN) },
  { statistic: "minimum", pairs: rolling((window) => `min_${window}`, "min", ["close"]) },
  { statistic: "maximum", pairs: rolling((window) => `max_${window}`, "max", ["close"]) },
  { statistic: "median", pairs: rolling((window) => `median_${window}`, "median", ["close"]) },
  { statistic: "quantile 0.9", pairs: rolling((window) => `quantile_${window}_0.9`, "quantile", ["close"], { more: { q: 0.9 } }) },
  { statistic: "rank", pairs: rolling((window) => `percent_rank_${window}`, "percent_rank", ["close"]) },
  { statistic: "correlation", pairs: rolling((window) => `high_low_correlation_${window}`, "corr", ["high", "low"], { tolerance: DRIFT }) },
  { statistic: "beta", pairs: rolling((window) => `high_low_beta_${window}`, "beta", ["high", "low"]) },
  { statistic: "autocorrelation", pairs: rolling((window) => `autocorrelation_1_${window}`, "autocorrelation", RETURN, { more: { lag: 1 } }) },
  { statistic: "z-score", pairs: rolling((window) => `zscore_${window}`, "zscore", ["close"], { tolerance: DRIFT }) },
];
