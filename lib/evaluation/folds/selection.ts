import type { ScoreBy } from "../../analysis/index.ts";
import type { ModelSpec } from "../../catalogue/modelSpec.ts";

/** How a fold chooses its columns; plain JSON. Of each fold, on its training rows alone. */
export type Selection =
  | {
      readonly method: "score";
      readonly by: ScoreBy;
      readonly count: number;
      /** |Rank correlation| with a chosen column from which another adds nothing. Default 0.7. */
      readonly redundancy?: number;
    }
  /** Columns that are among the strongest on most halves of the rows: see `stabilitySelection`. */
  | { readonly method: "stability"; readonly count?: number; /** Share of the halves. Default 0.75. */ readonly share?: number }
  /** Columns to which a model of the catalogue owes most when it is fitted on the rows: see `importanceSelection`. */
  | { readonly method: "importance"; readonly spec: ModelSpec; readonly count: number; /** Steps of its windows. Default 1: over many steps a linear model shares a slow column out in large weights that cancel. */ readonly lookback?: number };
