import type { BarColumn, Bars } from "../market/bars.ts";

export const FAMILIES = ["momentum", "trend", "volatility", "volume", "statistical", "returns", "calendar"] as const;
export type Family = (typeof FAMILIES)[number];

/** What a column counts in. Columns in "price" and "volume" grow with the level of the bars; all others do not. */
export type Unit = "price" | "volume" | "percent" | "ratio" | "log return" | "log return per bar" | "flag" | "number";

export type Parameter = { readonly least: number; readonly most: number; readonly whole: boolean; readonly default?: number };

/** Values of the parameters by name. */
export type Values<Name extends string> = Readonly<Record<Name, number>>;

/** One column of a factor. Its id is the name here, then each parameter: `macd_hist` becomes `macd_hist_12_26_9`. */
export type Output<Name extends string> = {
  readonly id: string;
  readonly description: string;
  readonly unit: Unit;
  /** Rows that are NaN before the first value. The value at row t uses rows ≤ t only. */
  warmUp(values: Values<Name>): number;
};

/**
 * A factor: what it says, how it is computed, and the columns it gives. Several columns that share work are one factor.
 * `compute` sees bars without gaps in its inputs and returns one column for each output, as long as the bars.
 */
export type Factor<Name extends string = string> = {
  readonly name: string;
  readonly family: Family;
  readonly formula: string;
  readonly source: string;
  /** What happens where the formula divides by nothing: flat prices, no volume. */
  readonly edge: string;
  readonly inputs: readonly BarColumn[];
  readonly parameters: Readonly<Record<Name, Parameter>>;
  readonly outputs: readonly Output<Name>[];
  /** Values of the parameters in the default set, in order. Empty: by id only. */
  readonly defaults: readonly (readonly number[])[];
  /** Values to show the factor with. Without them the first of the defaults. */
  readonly example?: readonly number[];
  /** What is wrong with a combination of values, if anything. */
  refuse?(values: Values<Name>): string | undefined;
  compute(bars: Bars, values: Values<Name>): readonly Float64Array[];
};

/** A number of bars. */
export function barCount(least: number, most: number): Parameter {
  return { least, most, whole: true };
}

/** A real number that may be left out of the id when it is the last and has its usual value. */
export function optionalNumber(usual: number, least: number, most: number): Parameter {
  return { least, most, whole: false, default: usual };
}

/** Ties the names of the parameters to the functions that use them. */
export function defineFactor<const Name extends string>(factor: Factor<Name>): Factor {
  return factor;
}

/** A column with no value anywhere yet. */
export function emptyColumn(rows: number): Float64Array {
  return new Float64Array(rows).fill(Number.NaN);
}
