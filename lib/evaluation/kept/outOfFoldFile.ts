import { z } from "zod";
import { modelSpec } from "../../catalogue/modelSpec.ts";
import { SCALER_KINDS } from "../../scaling/fittedScaler.ts";
import type { OutOfFold } from "../folds/outOfFold.ts";
import { formOf, labelForm } from "./labelForm.ts";
import { doubles, integers, readNumbers, writeNumbers, type Arrays } from "./numberFile.ts";

const range = z.object({ from: z.number(), to: z.number() });
const finding = z.object({
  code: z.enum(["constant-column", "infinite-values", "many-missing-rows", "missing-class", "constant-target", "untested-rows", "fold-failed"]),
  where: z.object({ fold: z.number(), column: z.string().exactOptional(), model: z.string().exactOptional() }),
  expected: z.string(),
  got: z.string(),
});
const record = z.object({
  fold: z.number(), train: z.array(range), validation: z.array(range), test: z.array(range),
  windows: z.object({ train: z.number(), validation: z.number(), test: z.number() }),
  columns: z.array(z.string()),
  scaler: z.object({ kind: z.enum(SCALER_KINDS), fold: range, scales: z.record(z.string(), z.object({ offset: z.number(), scale: z.number() })) }),
  weights: z.string().exactOptional(),
  seconds: z.number(),
  findings: z.array(finding),
});
const shape = z.object({
  spec: modelSpec, seed: z.number(), task: z.enum(["regression", "classification"]), dataset: z.string(), label: labelForm,
  levels: z.array(z.number()).optional(),
  classes: z.number().optional(),
  folds: z.array(record),
  failed: z.array(finding).optional(),
});

/** Writes out-of-fold forecasts, whole or not at all. */
export function saveOutOfFold(outOfFold: OutOfFold, file: string): void {
  const { actual, closeTime, dataset, failed, fold, folds, forecast, label, previous, probabilities, quantiles, rows, seed, spec, task } = outOfFold;
  const state = { spec, seed, task, dataset, label, folds, ...(quantiles ? { levels: quantiles.levels } : {}), ...(probabilities ? { classes: probabilities.classes } : {}), ...(failed ? { failed } : {}) };
  const arrays: Arrays = { rows, fold, closeTime, forecast, actual, previous, ...(quantiles ? { quantiles: quantiles.values } : {}), ...(probabilities ? { probabilities: probabilities.values } : {}) };
  writeNumbers(file, state, arrays);
}

/** The forecasts of a file that `saveOutOfFold` wrote. */
export function loadOutOfFold(file: string): OutOfFold {
  const { arrays, state } = readNumbers(file, shape);
  const { classes, dataset, failed, folds, label, levels, seed, spec, task } = state;
  const column = (name: string) => doubles(file, arrays, name);
  return {
    spec, seed, task, dataset, label: formOf(label), folds,
    rows: integers(file, arrays, "rows"),
    fold: integers(file, arrays, "fold"),
    closeTime: column("closeTime"), forecast: column("forecast"), actual: column("actual"), previous: column("previous"),
    ...(levels ? { quantiles: { levels, values: column("quantiles") } } : {}),
    ...(classes === undefined ? {} : { probabilities: { classes, values: column("probabilities") } }),
    ...(failed ? { failed } : {}),
  };
}
