import { z } from "zod";
import type { Booster, Matrix } from "../../trees/index.ts";
import type { Windows } from "../../windows/index.ts";
import { checkWindows } from "../checkWindows.ts";
import { classForecasts } from "../classifierAnswers.ts";
import { ModelError } from "../error.ts";
import type { Contributions, FittedForecaster, Probabilities, Quantiles, WindowForm } from "../forecaster.ts";
import { configOf, type SavedState } from "../savedState.ts";
import { shares } from "../shares.ts";
import { tabular, tabularInputs } from "../tabular.ts";
import { objectiveSchema, outputsOf } from "./objective.ts";
import type { TreeModel } from "./treeModel.ts";

/** What is kept of a fit beside the trees. `parts` are the outputs of each saved model; none where the target was constant. */
export const treeState = z.object({
  objective: objectiveSchema,
  steps: z.union([z.int().positive(), z.literal("all")]),
  parts: z.array(z.int().positive()),
  /** Trees of the model and of the training, of which the first were the best. */
  trees: z.object({ kept: z.int().min(0), grown: z.int().min(0) }),
});
export type TreeState = z.infer<typeof treeState>;
export type TargetScale = { readonly offset: number; readonly scale: number };

/** Trees from a saved state. */
export function restoreTrees(model: TreeModel, reads: WindowForm, state: SavedState): FittedForecaster {
  const known = configOf(model.name, treeState, state);
  const files = known.parts.map((_, k) => {
    const file = fileOf(model, known, k);
    const bytes = state.files?.[file];
    if (bytes === undefined) throw new ModelError(`${model.name}: the file ${file} is missing. Save the model again.`);
    return bytes;
  });
  return fittedTrees(model, reads, known, files, state.target ?? { offset: 0, scale: 1 });
}

const fileOf = ({ ending }: TreeModel, { parts }: TreeState, k: number) => (parts.length === 1 ? `trees.${ending}` : `trees-${k}.${ending}`);

/** A fitted value from the bytes of its trees. All that it answers comes from these bytes, so that a restored one answers the same. */
export function fittedTrees(model: TreeModel, reads: WindowForm, state: TreeState, files: readonly Uint8Array[], target: TargetScale): FittedForecaster {
  const { name } = model;
  const { objective, parts, steps } = state;
  const inputs = tabularInputs(reads, steps);
  const task = objective.kind === "squared" || objective.kind === "quantiles" ? "regression" : "classification";
  const boosters = loadAll(model, files, inputs.length, parts);
  const outputs = outputsOf(objective);
  const unit = (z: number) => z * target.scale + target.offset;

  const matrixOf = (windows: Windows): Matrix => {
    checkWindows(name, reads, windows);
    const { values, width } = tabular(windows, steps);
    return { values, rows: windows.count, width };
  };
  /** Outputs of all parts side by side. [N·K] */
  const answers = (windows: Windows): Float64Array => {
    const matrix = matrixOf(windows);
    const out = new Float64Array(matrix.rows * outputs);
    if (matrix.rows === 0) return out;
    let at = 0;
    for (const booster of boosters) {
      const given = booster.predict(matrix);
      for (let n = 0; n < matrix.rows; n++) for (let k = 0; k < booster.outputs; k++) out[n * outputs + at + k] = given[n * booster.outputs + k]!;
      at += booster.outputs;
    }
    return out;
  };
  const quantiles = (levels: readonly number[]) => (windows: Windows): Quantiles => {
    const values = answers(windows).map(unit);
    for (let from = 0; from < values.length; from += levels.length) uncross(values.subarray(from, from + levels.length), levels.indexOf(0.5));
    return { levels, values };
  };
  const probabilities = (windows: Windows): Probabilities => {
    const given = answers(windows);
    if (objective.kind !== "binary") return { classes: outputs, values: given };
    return { classes: 2, values: Float64Array.from({ length: 2 * given.length }, (_, at) => (at % 2 === 1 ? given[at >> 1]! : 1 - given[at >> 1]!)) };
  };
  const contributions = (windows: Windows): Contributions => {
    const matrix = matrixOf(windows);
    if (objective.kind === "classes") throw new ModelError(`${name}: contributions are those of a number or of two classes; this model tells ${objective.count} apart`);
    const width = inputs.length;
    const values = new Float64Array(matrix.rows * width);
    const scale = task === "regression" ? "target" : "logOdds";
    const k = objective.kind === "quantiles" ? objective.levels.indexOf(0.5) : 0;
    const at = boosters.length > 1 ? { booster: boosters[k], output: 0 } : { booster: boosters[0], output: k };
    if (at.booster === undefined) return { inputs, values, base: unit(0), scale };
    // The base is the same for every row; a row of zeros tells it where none is asked about.
    const given = at.booster.contributions(matrix.rows > 0 ? matrix : { values: new Float32Array(width), rows: 1, width });
    const each = at.booster.outputs * (width + 1);
    for (let n = 0; n < matrix.rows; n++) for (let p = 0; p < width; p++) values[n * width + p] = given[n * each + at.output * (width + 1) + p]! * target.scale;
    return { inputs, values, base: unit(given[at.output * (width + 1) + width]!), scale };
  };

  const regression = objective.kind === "quantiles"
    ? { predict: (windows: Windows) => medians(quantiles(objective.levels)(windows)), quantiles: quantiles(objective.levels) }
    : { predict: (windows: Windows) => answers(windows).map(unit) };
  return {
    name,
    task,
    reads,
    ...(task === "regression" ? regression : { predict: (windows) => classForecasts(probabilities(windows)), probabilities }),
    importance: () => shares(inputs, totalGain(boosters, inputs.length)),
    contributions,
    saved: async () => ({ kind: name, config: state, files: Object.fromEntries(files.map((bytes, k) => [fileOf(model, state, k), bytes])), target }),
    dispose: () => boosters.forEach((booster) => booster.free()),
  };
}

function loadAll(model: TreeModel, files: readonly Uint8Array[], inputs: number, parts: readonly number[]): readonly Booster[] {
  const loaded: Booster[] = [];
  try {
    for (const [k, bytes] of files.entries()) loaded.push(model.load(bytes, { inputs, outputs: parts[k]! }));
    return loaded;
  } catch (error) {
    for (const booster of loaded) booster.free();
    throw error;
  }
}

/** Quantiles that cross are brought to their neighbour nearer to the median, which stays: it is the forecast that contributions explain. In place. */
function uncross(row: Float64Array, middle: number): void {
  for (let q = middle - 1; q >= 0; q--) row[q] = Math.min(row[q]!, row[q + 1]!);
  for (let q = middle + 1; q < row.length; q++) row[q] = Math.max(row[q]!, row[q - 1]!);
}

function medians({ levels, values }: Quantiles): Float64Array {
  const middle = levels.indexOf(0.5);
  return Float64Array.from({ length: values.length / levels.length }, (_, n) => values[n * levels.length + middle]!);
}

function totalGain(boosters: readonly Booster[], inputs: number): Float64Array {
  const total = new Float64Array(inputs);
  for (const booster of boosters) booster.gain().forEach((gain, p) => (total[p]! += gain));
  return total;
}
