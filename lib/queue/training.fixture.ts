import type { Dataset } from "../evaluation/index.ts";
import type { TrainParameters } from "./index.ts";

/** A training of a second or two. */
export function smallTraining({ closeTime: { length: rows }, digest }: Dataset): Omit<TrainParameters, "fold" | "device"> {
  return {
    dataset: digest, seed: 7, everySteps: 5, spec: { model: "lstm", settings: { epochs: 30, units: [6], batchSize: 16 } },
    plan: { folds: [{ train: { from: 0, to: rows - 60 }, test: { from: rows - 50, to: rows - 1 } }], lookback: 8, scaler: "standard", validationShare: 0.2 },
  };
}
