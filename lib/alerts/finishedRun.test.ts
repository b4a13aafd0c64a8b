import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { closingSections, writeClosing } from "../runs/closing/closing.ts";
import { readResults } from "../runs/record/results.ts";
import { alertConfigShape } from "./alertConfig.ts";
import { metricAt } from "./drift/metricAt.ts";
import { watchShape } from "./drift/watch.ts";
import { recordedIn } from "./finishedRun.ts";
import { openAlerts } from "./openAlerts.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "finished-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A run's folder as a walk leaves it: recorded results, and the closing tables that are made of them. */
function walked(name: string, rmse: number): string {
  const own = path.join(folder, name);
  mkdirSync(path.join(own, "results"), { recursive: true });
  const row = (model: string, value: number) => ({ model, unit: "price", rmse: { value }, mae: { value: value / 2 }, directionalAccuracy: { value: 0.531 }, skill: { value: -0.0069 } });
  writeFileSync(path.join(own, "results", "08-lstm.json"), JSON.stringify({ forecasts: [row("persistence", 36.25), row("LSTM", rmse)] }));
  writeClosing(own, closingSections(readResults(own)));
  return own;
}

const RMSE = "closing[title=Forecasts of 08-lstm, out of sample].rows[model=LSTM].RMSE";

test("cells of a closing table are found by title, row and column, as the numbers they show", () => {
  const recorded = recordedIn(walked("a", 36.512));
  expect(metricAt(recorded, RMSE)).toEqual({ value: 36.51 });
  expect(metricAt(recorded, RMSE.replace("RMSE", "direction"))).toEqual({ value: 53.1 });
  expect(metricAt(recorded, RMSE.replace("RMSE", "skill"))).toEqual({ value: -0.0069 });
  expect(metricAt(recorded, RMSE.replace("RMSE", "lag test"))).toEqual({ reason: `${RMSE.replace("RMSE", "lag test")} holds no number` });
  expect(metricAt(recorded, "results.08-lstm.forecasts[model=LSTM].rmse")).toEqual({ value: 36.512 });
});

test("a closing table that differs from those before is drift", async () => {
  const alerts = openAlerts({ config: alertConfigShape.parse({}), folder: path.join(folder, "alerts"), variables: {}, now: () => 0 });
  const watches = [watchShape.parse({ metric: RMSE, least: 5 })];
  const said: string[] = [];
  for (const [k, rmse] of [36.1, 36.2, 36.5, 36.4, 36.3, 36.6, 52].entries()) {
    const [metric] = await alerts.reportRun({ schedule: "nightly-walk", run: `r${k}`, outcome: "done", started: 0, ended: 1, recorded: recordedIn(walked(`r${k}`, rmse)) }, watches);
    said.push(metric!.is);
  }
  expect(said).toEqual(["N/A", "N/A", "N/A", "N/A", "N/A", "usual", "drift"]);
});
