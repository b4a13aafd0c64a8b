/** A value handed to a peer's call: a number, or an object of the peer's that it makes from numbers. */
export type Parameter = number | { readonly make: string; readonly from: readonly number[] };

/** A call of a peer: what it is named there, the bars' columns it takes, and its parameters, by name or in order. */
export type Call = {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly parameters: Readonly<Record<string, number>> | readonly Parameter[];
};

/** One of our columns and the peer's that equals it. Pairs with the same call share one. */
export type Pair = {
  readonly id: string;
  readonly call: Call;
  /** Which of several results, by name or place. */
  readonly output?: string | number;
  /** Relative difference up to which both are equal, where 1e-8 is not reached; 0 is exact. */
  readonly tolerance?: number;
  /** Absolute difference that the peer's own rounding makes. */
  readonly rounding?: number;
};

/** Pairs of one call with several results, in the peer's order; an empty id stands for a result that is not compared. */
export function pairsOf(call: Call, ids: readonly string[], names?: readonly string[]): readonly Pair[] {
  return ids.flatMap((id, place) => (id === "" ? [] : [{ id, call, output: names?.[place] ?? place }]));
}

/** Columns of ours that no peer has to give. */
export function ownPairs(ids: readonly string[]): readonly Pair[] {
  return ids.map((id) => ({ id, call: { name: "", inputs: [], parameters: {} } }));
}
