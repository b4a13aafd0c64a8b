import type { LayersModel } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { TrainingError } from "./error.ts";

/** Refuses windows of another shape than the network reads. */
export function checkInputs(name: string, model: LayersModel, { columns, features, lookback }: Windows): void {
  const wanted = (model.inputs[0]?.shape ?? []).slice(1);
  const given = [lookback, features];
  if (wanted.length === 2 && wanted.every((size, axis) => size === null || size === given[axis])) return;
  const text = `[${["N", ...wanted].map((size) => size ?? "any").join(", ")}]`;
  throw new TrainingError(`${name}: windows of ${lookback} steps of ${features} columns (${columns.join(", ")}) do not fit a network that reads ${text}. Build it for this lookback and these columns.`);
}
