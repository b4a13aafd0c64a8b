import { z } from "zod";
import { forestMeans, forestQuantiles, forestShapley, type Grown, type Matrix } from "../../trees/index.ts";
import type { Windows } from "../../windows/index.ts";
import { checkWindows } from "../checkWindows.ts";
import { classForecasts } from "../classifierAnswers.ts";
import { ModelError } from "../error.ts";
import type { Contributions, FittedForecaster, Probabilities, Quantiles, WindowForm } from "../forecaster.ts";
import { bytesOfNumbers, configOf, integersOfBytes, joined, numbersOfBytes, type SavedState } from "../savedState.ts";
import { shares } from "../shares.ts";
import { tabular, tabularInputs } from "../tabular.ts";

const settings = z.object({
  task: z.enum(["regression", "classification"]),
  /** 0 in regression. */
  classes: z.int().min(0),
  steps: z.union([z.int().positive(), z.literal("all")]),
  levels: z.array(z.number()),
  /** What is added to the trees' numbers. */
  offset: z.number(),
});
type Settings = z.infer<typeof settings>;

const config = z.object({
  settings, trees: z.int().positive(), nodes: z.int().positive(),
  /** Different targets and rows that leaves keep; 0 of classes. */
  kept: z.object({ targets: z.int().min(0), places: z.int().min(0) }),
  gains: z.array(z.number()),
  /** Of rows by the trees that did not draw them: mean squared error or share of wrong classes. Null where every tree drew all rows. */
  outOfBag: z.object({ error: z.number().nullable(), rows: z.int().min(0) }),
});

const outputsOf = ({ classes }: Settings): number => (classes > 2 ? classes : 1);

/** A random forest from its saved state. */
export function restoreRandomForest(reads: WindowForm, state: SavedState): FittedForecaster {
  const { gains, kept, nodes, outOfBag, settings: known, trees } = configOf("randomForest", config, state);
  const outputs = outputsOf(known);
  const isNumber = known.task === "regression";
  const splits = integersOfBytes("randomForest", "splits.bin", state.files?.["splits.bin"], trees + 1 + 2 * nodes);
  const numbers = numbersOfBytes("randomForest", "numbers.bin", state.files?.["numbers.bin"], (2 + outputs) * nodes);
  const [roots, input, left] = [splits.subarray(0, trees + 1), splits.subarray(trees + 1, trees + 1 + nodes), splits.subarray(trees + 1 + nodes)];
  const forest = {
    inputs: tabularInputs(reads, known.steps).length, outputs, roots, input, left,
    threshold: numbers.subarray(0, nodes), cover: numbers.subarray(nodes, 2 * nodes), values: numbers.subarray(2 * nodes),
  };
  const places = isNumber ? integersOfBytes("randomForest", "leaves.bin", state.files?.["leaves.bin"], nodes + 1 + kept.places) : new Int32Array(0);
  const leaves = { targets: isNumber ? numbersOfBytes("randomForest", "targets.bin", state.files?.["targets.bin"], kept.targets) : new Float64Array(0), starts: places.subarray(0, nodes + 1), places: places.subarray(nodes + 1) };
  return fittedForest(reads, known, { forest, gains: Float64Array.from(gains), outOfBag: { error: outOfBag.error ?? Number.NaN, rows: outOfBag.rows }, ...(isNumber ? { leaves } : {}) });
}

/** A fitted value from its trees. */
export function fittedForest(reads: WindowForm, known: Settings, { forest, gains, leaves, outOfBag }: Grown): FittedForecaster {
  const { classes, levels, offset, steps, task } = known;
  const inputs = tabularInputs(reads, steps);
  const matrixOf = (windows: Windows): Matrix => {
    checkWindows("randomForest", reads, windows);
    const { values, width } = tabular(windows, steps);
    return { values, rows: windows.count, width };
  };
  const means = (windows: Windows) => forestMeans(forest, matrixOf(windows));
  const quantiles = leaves && ((windows: Windows): Quantiles => ({ levels, values: forestQuantiles(forest, leaves, matrixOf(windows), levels).map((z) => z + offset) }));
  const probabilities = (windows: Windows): Probabilities => {
    const given = means(windows);
    return { classes, values: classes > 2 ? given : Float64Array.from({ length: 2 * given.length }, (_, at) => (at % 2 === 1 ? given[at >> 1]! : 1 - given[at >> 1]!)) };
  };
  const contributions = (windows: Windows): Contributions => {
    const matrix = matrixOf(windows);
    if (classes > 2) throw new ModelError(`randomForest: contributions are those of a number or of two classes; this model tells ${classes} apart`);
    // The base is the same for every row; a row of zeros tells it where none is asked about.
    const width = inputs.length;
    const given = forestShapley(forest, matrix.rows > 0 ? matrix : { values: new Float32Array(width), rows: 1, width });
    return { inputs, values: given.filter((_, at) => at % (width + 1) !== width).subarray(0, matrix.rows * width), base: given[width]! + offset, scale: "target" };
  };
  return {
    name: "randomForest",
    task,
    reads,
    ...(task === "regression" ? { predict: (windows) => means(windows).map((z) => z + offset), ...(quantiles ? { quantiles } : {}) } : { predict: (windows) => classForecasts(probabilities(windows)), probabilities }),
    importance: () => shares(inputs, gains),
    contributions,
    saved: async () => ({
      kind: "randomForest",
      config: {
        settings: known, trees: forest.roots.length - 1, nodes: forest.input.length, kept: { targets: leaves?.targets.length ?? 0, places: leaves?.places.length ?? 0 }, gains: Array.from(gains),
        outOfBag: { error: Number.isNaN(outOfBag.error) ? null : outOfBag.error, rows: outOfBag.rows },
      },
      files: {
        "splits.bin": bytesOfNumbers(Int32Array.from([...forest.roots, ...forest.input, ...forest.left])),
        "numbers.bin": bytesOfNumbers(joined(forest.threshold, forest.cover, forest.values)),
        ...(leaves ? { "leaves.bin": bytesOfNumbers(Int32Array.from([...leaves.starts, ...leaves.places])), "targets.bin": bytesOfNumbers(leaves.targets) } : {}),
      },
    }),
    dispose: () => undefined,
  };
}
