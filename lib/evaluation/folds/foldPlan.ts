import type { ScalerKind } from "../../scaling/index.ts";
import type { CombinatorialFold, Fold } from "../../validation/index.ts";
import type { Selection } from "./selection.ts";

/** How a dataset is cut and prepared; plain JSON, so that a worker process can be told. */
export type FoldPlan = {
  /** In the order in which they are numbered. */
  readonly folds: readonly (Fold | CombinatorialFold)[];
  /** Steps of a window. */
  readonly lookback: number;
  readonly scaler: ScalerKind;
  /** Last share of the training rows that decides when a fit stops; as many bars before it as the label looks ahead are left out. 0..1, both ends excluded. */
  readonly validationShare: number;
  /** Columns chosen on the fold's training rows. Default: all. */
  readonly selection?: Selection;
};
