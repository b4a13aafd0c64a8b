import type { Booster, Parameters, Trained, TrainRequest } from "../../trees/index.ts";
import { ModelError } from "../error.ts";
import type { Objective } from "./objective.ts";

/** One model of the library: most objectives take one, some libraries want one a quantile or a class. */
export type Part = {
  readonly parameters: Parameters;
  readonly outputs: number;
};

/** A tree library as the forecasters of this folder use it. */
export type TreeModel = {
  /** "xgboost": also who reads the saved state. */
  readonly name: string;
  /** Ending of its file. */
  readonly ending: string;
  /** For so many inputs. */
  parts(objective: Objective, seed: number, inputs: number): readonly Part[];
  train(request: TrainRequest, objective: Objective): Promise<Trained>;
  load(bytes: Uint8Array, form: { readonly inputs: number; readonly outputs: number }): Booster;
  /** The library's metric as the loss of a fit: squared deviations of the standardised target, or the objective's own. */
  lossOf(metric: number, objective: Objective): number;
};

/** Refuses a setting outside of its range, by name. */
export function checkSettings(name: string, ranges: Readonly<Record<string, readonly [value: number, low: number, high: number, kind?: "whole"]>>): void {
  for (const [setting, [value, low, high, kind]] of Object.entries(ranges)) {
    if (value >= low && value <= high && (kind === undefined || Number.isInteger(value))) continue;
    const range = high === Infinity ? `≥ ${low}` : `from ${low} to ${high}`;
    throw new ModelError(`${name}: ${setting} must be ${kind === "whole" ? "a whole number" : "a number"} ${range}, got ${value}`);
  }
}
