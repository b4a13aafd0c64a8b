import { writeSync } from "node:fs";
import { smallDataset, smallPlan } from "../evaluation.fixture.ts";
import { evaluate } from "../index.ts";

/** A process of its own that evaluates into the folder it is given, a line for each fold that ends, and last the forecasts. */
const [folder = ""] = process.argv.slice(2);
const dataset = smallDataset();
const specs = [{ model: "linear" }, { model: "dense", settings: { units: [4], epochs: 3 } }];
const results = await evaluate(dataset, smallPlan(dataset), specs, {
  folder, resume: true, workers: 2,
  onProgress: ({ done, fold, seconds, seed, spec }) => void (seconds === undefined || writeSync(1, `${JSON.stringify({ done, model: spec.model, seed, fold })}\n`)),
});
writeSync(1, `${JSON.stringify(results.map(({ forecast, rows, seed, spec }) => ({ model: spec.model, seed, rows: Array.from(rows), forecast: Array.from(forecast) })))}\n`);
