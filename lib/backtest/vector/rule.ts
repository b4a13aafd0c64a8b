import type { Bars } from "../../market/bars.ts";

/** One choice of every parameter. */
export type ParameterSet = Readonly<Record<string, number>>;

/** The values to try of each parameter. */
export type Grid = Readonly<Record<string, readonly number[]>>;

/** A trading rule with numbers to choose, as a sweep takes it: wanted positions from indicator columns that all sets share. */
export type SweepRule = {
  readonly name: string;
  /** Its parameters by name, each with what it is. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Why a set makes no sense, such as a fast average that is the slower one: it is left out and is no trial. */
  readonly refuse?: (set: ParameterSet) => string | undefined;
  /** Ids of the factor columns that a set reads; those of all sets are computed once, in one run. */
  readonly columns: (set: ParameterSet) => readonly string[];
  /**
   * Fills in the positions wanted at each close, each from rows up to its own: −1 short with the whole equity, 0 flat, 1 long.
   * in: the set's columns in their order, the bars, the set  out: `wanted` [N], every row written
   */
  readonly want: (columns: readonly Float64Array[], bars: Bars, set: ParameterSet, wanted: Float64Array) => void;
};

/** Whether a rule also sells short, where it would else be flat. */
export type RuleOptions = { readonly short?: boolean };
