import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { listedModel } from "../../lib/catalogue/index.ts";
import { evaluate, type ModelComparison } from "../../lib/evaluation/index.ts";
import { writeWhole } from "../../lib/market/files/writeWhole.ts";
import { specsOf, type Part } from "./parts.ts";

const file = z.object({
  /** Average of the processes that wanted a core in the minute before; 0 is a quiet machine. */
  load: z.number(),
  seconds: z.record(z.string(), z.number()),
});

/** Seconds of one fold of each model, fitted one after the other by one process with one thread. */
export type Times = z.output<typeof file>;

const placeOf = ({ folder }: Part) => path.join(folder, "times.json");

/** Fits the middle fold of each model alone and keeps the seconds beside the folds. */
export async function measureTimes(part: Part, signal: AbortSignal): Promise<Times> {
  const [load = 0] = os.loadavg();
  const { dataset, plan } = part;
  const middle = plan.folds[Math.floor(plan.folds.length / 2)]!;
  const specs = specsOf(part, 1);
  // The first fit of a family reads its libraries: that is no model's time.
  const first = [...new Map(specs.map((spec) => [listedModel(spec.model).family, spec])).values()];
  const found = await evaluate(dataset, { ...plan, folds: [middle] }, [...first, ...specs.map((spec) => ({ ...spec }))], { workers: 1, signal });
  const times = { load, seconds: Object.fromEntries(found.slice(first.length).map(({ folds, spec }) => [spec.model, folds[0]!.seconds])) };
  writeWhole(placeOf(part), `${JSON.stringify(times, undefined, 1)}\n`);
  return times;
}

/** The times that were measured before, if any. */
export function keptTimes(part: Part): Times | undefined {
  return existsSync(placeOf(part)) ? file.parse(JSON.parse(readFileSync(placeOf(part), "utf8"))) : undefined;
}

/** A comparison with the seconds of models fitted alone, where they were measured. */
export function withTimes(comparison: ModelComparison, times: Times | undefined): ModelComparison {
  return { ...comparison, models: comparison.models.map((model) => {
    const seconds = times?.seconds[model.spec.model];
    return seconds === undefined ? model : { ...model, seconds: { mean: seconds, deviation: null, count: 1 } };
  }) };
}
