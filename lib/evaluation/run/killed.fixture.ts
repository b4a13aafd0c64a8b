import { writeSync } from "node:fs";
import { smallDataset, smallPlan } from "../evaluation.fixture.ts";
import { evaluate } from "../index.ts";

/** A process of its own that evaluates into the folder it is given, a line for each fold that ends, and last the forecasts. Where it is told so, it stands still for ever after so many folds. */
const [folder = "", heldAfter = "Infinity"] = process.argv.slice(2);
let ended = 0;
const dataset = smallDataset();
const specs = [{ model: "linear" }, { model: "dense", settings: { units: [4], epochs: 3 } }];
const results = await evaluate(dataset, smallPlan(dataset), specs, {
  folder, resume: true, workers: 2,
  onProgress: ({ done, fold, seconds, seed, spec }) => {
    if (seconds === undefined) return;
    writeSync(1, `${JSON.stringify({ done, model: spec.model, seed, fold })}\n`);
    if (++ended >= Number(heldAfter)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
});
writeSync(1, `${JSON.stringify(results.map(({ forecast, rows, seed, spec }) => ({ model: spec.model, seed, rows: Array.from(rows), forecast: Array.from(forecast) })))}\n`);
