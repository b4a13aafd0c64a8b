/** What trees are grown for: numbers, or K classes that weigh differently. */
export type Goal = { readonly kind: "numbers"; /** [N] */ readonly targets: Float64Array } | { readonly kind: "classes"; /** [N] */ readonly targets: Float64Array; /** [K] */ readonly weights: Float64Array };

/** Rows of a tree. The tree orders `rows` so that those of a node follow each other; `times` says how often each row was drawn. */
export type Sample = { readonly rows: Int32Array; /** By row. [N] */ readonly times: Int32Array };

/** The search for the best split of one node after the other. State is the point: `best` is that of the inputs looked at since `open`. */
export type SplitSearch = {
  /** Turns to the rows from .. to − 1 of the sample. out: whether a split could part them */
  open(from: number, to: number): boolean;
  /** Looks for a better split on an input. out: whether the rows differ in it */
  look(input: number): boolean;
  /** Rows go left whose interval of `input` is at most `bin`; input −1 as long as none is found. `gain`: by how much it lowers the weighted impurity. */
  readonly best: { input: number; bin: number; gain: number };
  /** Weight of the node's rows. */
  cover(): number;
  /** What the node's rows say. */
  tell(values: number[]): void;
};

/** Nodes of fewer rows are sorted: to walk through all intervals would take longer. */
export const FEW = 32;

/** Rows of a small node by interval, each as interval · FEW + place among the node's rows. */
export function sortedPlaces(places: Int32Array, column: Uint8Array, rows: Int32Array, from: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const key = column[rows[from + i]!]! * FEW + i;
    let at = i;
    while (at > 0 && places[at - 1]! > key) {
      places[at] = places[at - 1]!;
      at--;
    }
    places[at] = key;
  }
}
