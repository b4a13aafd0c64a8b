// node scripts/bench/models/planted.ts [--only "knn dense"] [--seed 1] [--task classification]: every model of the catalogue on markets whose truth is known.
// Prints a row a model as it ends: z of what it foretold of 600 rows (found above 3.09), and the share of what the best forecast reaches. Two minutes on two cores.
import { parseArgs } from "node:util";
import { forecasterOf, MODELS, type ModelSpec } from "../../../lib/catalogue/index.ts";
import { SMALL_LOOKBACK, smallSettings } from "../../../lib/catalogue/smallSettings.fixture.ts";
import { PLANTED_KINDS, plantedTruth, type PlantedVerdict } from "../../../lib/evaluation/index.ts";
import { startEngine } from "../../../lib/tensorflow/index.ts";

const STRENGTH = 0.6;

const { values } = parseArgs({ options: { only: { type: "string" }, seed: { type: "string", default: "1" }, task: { type: "string" } } });
const asked = values.only?.split(/[\s,]+/);
await startEngine();
console.log("| model | foretells | edge | regime | noise | seconds |\n|---|---|---|---|---|---|");
for (const entry of MODELS) {
  const { name, tasks } = entry;
  if (asked && !asked.includes(name)) continue;
  const task = tasks.find((one) => one === (values.task ?? tasks[0]));
  if (task === undefined) continue;
  const spec: ModelSpec = { model: name, settings: smallSettings(entry) };
  const begun = performance.now();
  const verdicts: PlantedVerdict[] = [];
  for (const kind of PLANTED_KINDS) verdicts.push(await plantedTruth(forecasterOf(spec, { task }), { kind, lookback: SMALL_LOOKBACK, strength: STRENGTH, seed: Number(values.seed) }));
  console.log(`| ${[name, task, ...verdicts.map(textOf), ((performance.now() - begun) / 1000).toFixed(0)].join(" | ")} |`);
}

function textOf({ found, share, z }: PlantedVerdict): string {
  return `${found ? "found" : "none"}, z ${z.toFixed(1)}${found && share !== undefined ? `, ${(100 * share).toFixed(0)} %` : ""}`;
}
