import { loadOutOfFold, type OutOfFold } from "../../lib/evaluation/index.ts";
import type { Registration } from "../../lib/registry/index.ts";
import { loadCard } from "../../lib/training/index.ts";
import { about } from "./about.ts";

/** What a folder that `train` wrote says of its model, ready to be registered; out-of-fold forecasts of a file stand for those of its own test. */
export async function toRegister(folder: string, outOfFoldFile?: string): Promise<Omit<Registration, "at">> {
  const { about: said, task } = await loadCard(folder);
  const parsed = about.safeParse(said);
  if (!parsed.success) throw new Error(`the card of ${folder} does not say what the model foretells and how it did (${parsed.error.issues[0]!.path.join(".") || "nothing is there"}); fit it with npx marketbook train, or register it in a notebook with openRegistry`);
  const { card, dataset, interval, label, seed, spec, symbol, test } = parsed.data;
  const form = { name: label.name, horizon: label.horizon, ...(label.classes ? { classes: label.classes } : {}) };
  const own: OutOfFold = {
    spec, seed, task, dataset, label: form, rows: Int32Array.from(test.closeTime.keys()), fold: new Int32Array(test.closeTime.length), closeTime: Float64Array.from(test.closeTime),
    forecast: Float64Array.from(test.forecast), actual: Float64Array.from(test.actual), previous: Float64Array.from(test.previous), folds: [],
  };
  return { folder, spec, seed, symbol, interval, label: label.name, horizon: label.horizon, dataset, card, outOfFold: outOfFoldFile === undefined ? own : loadOutOfFold(outOfFoldFile) };
}
