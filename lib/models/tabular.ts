import type { Windows } from "../windows/index.ts";
import { ModelError } from "./error.ts";
import type { WindowForm } from "./forecaster.ts";

/** How many last steps of the window a model of tables reads: 1 by default, because factors hold their own history, or "all". */
export type Steps = number | "all";

/** Windows as a table: one row a window. */
export type Table = {
  /** Row by row, oldest step first. [N·P] */
  readonly values: Float32Array;
  /** P */
  readonly width: number;
  /** "column" for the last step of the window, "column[-3]" for three steps before. [P] */
  readonly inputs: readonly string[];
};

/** The last `steps` steps of each window, flattened. Not copied where these are the whole window: read only. in: [N, T, F]  out: [N, P], P = steps·F */
export function tabular(windows: Windows, steps: Steps = 1): Table {
  const { count, features, inputs, lookback } = windows;
  const names = tabularInputs(windows, steps);
  const width = names.length;
  const size = lookback * features;
  if (width === size) return { values: inputs, width, inputs: names };
  const values = new Float32Array(count * width);
  for (let n = 0; n < count; n++) values.set(inputs.subarray((n + 1) * size - width, (n + 1) * size), n * width);
  return { values, width, inputs: names };
}

/** Names of the inputs that a model of tables reads from windows of this form. */
export function tabularInputs({ columns, lookback }: Pick<WindowForm, "columns" | "lookback">, steps: Steps = 1): string[] {
  const read = steps === "all" ? lookback : steps;
  if (!(Number.isInteger(read) && read >= 1)) throw new ModelError(`tabular: steps must be a whole number ≥ 1 or "all", got ${steps}`);
  if (read > lookback) throw new ModelError(`tabular: ${read} steps are asked of windows of ${lookback}. Make the windows longer or read fewer steps.`);
  return Array.from({ length: read }, (_, t) => read - 1 - t).flatMap((back) => columns.map((name) => (back === 0 ? name : `${name}[-${back}]`)));
}
