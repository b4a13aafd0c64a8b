import type { ScoreBy } from "../../analysis/index.ts";

/** How a fold chooses its columns; plain JSON. Of each fold, on its training rows alone. */
export type Selection = {
  readonly method: "score";
  readonly by: ScoreBy;
  readonly count: number;
  /** |Rank correlation| with a chosen column from which another adds nothing. Default 0.7. */
  readonly redundancy?: number;
};
