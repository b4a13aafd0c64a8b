import type { Row } from "./rows.ts";
import type { EnsembleState } from "./state.ts";

/** What a method keeps while rows become known one after the other. */
export type Learner = {
  /** One row and what came true. Rows come in order of time, each when its actual value is known. */
  learn(row: Row, actual: number): void;
  /** What the next row is combined with. */
  state(): EnsembleState;
};
