import { quantile } from "../../market/quantile.ts";
import { randomStream, type RandomKey } from "../../random/index.ts";
import { isAvailable, notAvailable, type Measure, type NotAvailable } from "../measure.ts";
import { checkSamples } from "../samples.ts";
import { sharpe } from "../returns/sharpe.ts";
import { blockLength } from "./blockLength.ts";
import { stationaryBootstrap } from "./stationaryBootstrap.ts";
import type { ReturnOptions } from "../returns/returnOptions.ts";

/** Bounds between which the true value lies with the confidence stated, as far as the bootstrap can tell. */
export type Interval = { readonly low: number; readonly high: number; readonly confidence: number };

export type BootstrapOptions = ReturnOptions & {
  readonly key: RandomKey;
  readonly resamples?: number;
  readonly confidence?: number;
  /** Mean length of a block, in rows, or "automatic": the longest that any column asks for, `blockLength`. Default N^(1/3), of a Sharpe ratio "automatic". */
  readonly meanBlock?: number | "automatic";
};

/** Percentile interval of the annualised Sharpe ratio by the stationary bootstrap. in: simple returns [N]; seeded by `key` */
export function sharpeInterval(returns: ArrayLike<number>, options: BootstrapOptions): Interval | NotAvailable {
  return bootstrapInterval({ returns }, ({ returns: sample }) => sharpe(sample ?? [], options), { ...options, meanBlock: sharpeBlock([returns], options) });
}

/** Percentile interval of Sharpe(a) − Sharpe(b); both are resampled on the same rows, so that their dependence stays. in: simple returns [N] */
export function sharpeDifferenceInterval(a: ArrayLike<number>, b: ArrayLike<number>, options: BootstrapOptions): Interval | NotAvailable {
  return bootstrapInterval({ a, b }, ({ a: first, b: second }) => {
    const [one, other] = [sharpe(first ?? [], options), sharpe(second ?? [], options)];
    return isAvailable(one) && isAvailable(other) ? one - other : notAvailable("one of the two has no Sharpe ratio");
  }, { ...options, meanBlock: sharpeBlock([a, b], options) });
}

/** A Sharpe ratio hangs on the returns and on their squares: volatility comes in clusters where returns do not. */
function sharpeBlock(columns: readonly ArrayLike<number>[], { meanBlock = "automatic" }: BootstrapOptions): number {
  return meanBlock === "automatic" ? Math.max(...columns.flatMap((x) => [blockLength(x), blockLength(Float64Array.from(x, (value) => value * value))])) : meanBlock;
}

/** Percentile interval of any statistic of columns resampled on the same rows. N/A if the statistic is, on the data itself; resamples without a value are left out. */
export function bootstrapInterval(columns: Columns, statistic: (columns: Readonly<Record<string, Float64Array>>) => Measure, options: BootstrapOptions): Interval | NotAvailable {
  const values = bootstrapValues(columns, statistic, options);
  const { confidence = 0.95 } = options;
  if (!(values instanceof Float64Array)) return values;
  return { low: quantile(values, (1 - confidence) / 2), high: quantile(values, (1 + confidence) / 2), confidence };
}

type Columns = Readonly<Record<string, ArrayLike<number>>>;

/** A statistic of columns resampled on the same rows, smallest first. N/A if the statistic is, on the data itself, or of most resamples; those without a value are left out. */
export function bootstrapValues(columns: Columns, statistic: (columns: Readonly<Record<string, Float64Array>>) => Measure, { key, resamples = 1000, meanBlock }: BootstrapOptions): Float64Array | NotAvailable {
  const count = checkSamples("bootstrapInterval", columns);
  const resample = (rows: Int32Array) => statistic(Object.fromEntries(Object.entries(columns).map(([name, x]) => [name, taken(x, rows)])));
  const whole = resample(Int32Array.from({ length: count }, (_, t) => t));
  if (!isAvailable(whole)) return whole;
  const stream = randomStream(key);
  const block = meanBlock === "automatic" ? Math.max(...Object.values(columns).map(blockLength)) : meanBlock ?? Math.max(1, Math.cbrt(count));
  const values: number[] = [];
  for (let k = 0; k < resamples; k++) {
    const value = resample(stationaryBootstrap(count, block, stream));
    if (isAvailable(value)) values.push(value);
  }
  if (values.length < resamples / 2) return notAvailable(`${values.length} of ${resamples} resamples have a value`);
  return Float64Array.from(values).sort();
}

function taken(x: ArrayLike<number>, rows: Int32Array): Float64Array {
  const values = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) values[k] = x[rows[k]!]!;
  return values;
}
