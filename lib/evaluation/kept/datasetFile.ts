import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { columnsOf } from "../../factors/columns.ts";
import type { Label } from "../../labels/index.ts";
import { INTERVALS } from "../../market/bars.ts";
import { datasetOf, type Dataset } from "../dataset/dataset.ts";
import { EvaluationError } from "../error.ts";
import { labelForm, labelOf } from "./labelForm.ts";
import { doubles, readNumbers, writeNumbers } from "./numberFile.ts";

const shape = z.object({ symbol: z.string(), interval: z.enum(INTERVALS), names: z.array(z.string()), label: labelForm, others: z.record(z.string(), labelForm).optional() });

/** Writes a dataset into a folder under its digest, once: a file of that name holds that content. Returns the file. */
export function saveDataset(dataset: Dataset, folder: string): string {
  const file = join(folder, `${dataset.digest}.dataset`);
  if (existsSync(file)) return file;
  const { close, closeTime, columns, interval, label, others, symbol } = dataset;
  const withoutValues = ({ values: _, ...form }: Label) => form;
  const state: z.input<typeof shape> = {
    symbol, interval, names: [...columns.names], label: labelForm.parse(withoutValues(label)),
    ...(others ? { others: Object.fromEntries(Object.entries(others).map(([name, other]) => [name, labelForm.parse(withoutValues(other))])) } : {}),
  };
  writeNumbers(file, state, {
    closeTime, close, label: label.values,
    ...Object.fromEntries(columns.names.map((name) => [`column ${name}`, columns.values[name]!])),
    ...Object.fromEntries(Object.entries(others ?? {}).map(([name, { values }]) => [`other ${name}`, values])),
  });
  return file;
}

/** The dataset of a file that `saveDataset` wrote; its content must have the digest of its name. */
export function loadDataset(file: string): Dataset {
  const { arrays, state } = readNumbers(file, shape);
  const { interval, label, names, others, symbol } = state;
  const column = (name: string) => doubles(file, arrays, name);
  const closeTime = column("closeTime");
  const dataset = datasetOf({
    bars: { symbol, interval, closeTime, close: column("close") },
    columns: columnsOf(closeTime, Object.fromEntries(names.map((name) => [name, column(`column ${name}`)]))),
    label: labelOf(label, column("label")),
    others: others && Object.fromEntries(Object.entries(others).map(([name, form]) => [name, labelOf(form, column(`other ${name}`))])),
  });
  if (!file.endsWith(`${dataset.digest}.dataset`)) throw new EvaluationError(`loadDataset: the content of ${file} has the digest ${dataset.digest}; a dataset keeps the name it was written under`);
  return dataset;
}
