import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { startVitest, type TestModule } from "vitest/node";

/** Broken promise, and the check that has to find it. */
const CAUGHT = {
  "reads the targets that it shall forecast": "forecasts a window from that window: not from its target, later windows or their number",
  "reads later windows": "forecasts a window from that window: not from its target, later windows or their number",
  "reads how many windows there are": "forecasts a window from that window: not from its target, later windows or their number",
  "learns from the validation": "never looks at the validation windows",
  "changes the windows that it learns from": "fits to the same bits with the same key, changes nothing that it reads and leaves no tensor behind",
  "is saved without a part of it": "is loaded to the same bits in all its answers, again and again",
  "forecasts in another unit": "forecasts in the unit of the targets, and what it claims to learn",
  "takes windows of any form": "refuses windows of other columns, of another order and of another length, and names both",
  "takes what is missing for nothing": "refuses the input NaN at fit, in the validation and at predict, and names window, row, column and step",
  "tells contributions of another forecast": "tells what each input adds: the base and a row's contributions make the forecast",
  "owes more than all": "tells how much the fit owes to each input, in all 1",
  "answers otherwise when asked again": "answers the same when asked again, of windows in parts of larger arrays, and changes nothing that it reads",
  "fits otherwise the second time": "is a value that fits twice: the second fit owes nothing to the first",
  "claims an edge that it has not": "forecasts in the unit of the targets, and what it claims to learn",
  "offers more than it claims": "says what it is, what it reads and what it offers",
  "claims to heed the key": "fits otherwise with another key",
  "goes on when it is stopped": "is stopped by a signal that was aborted before",
  "crosses quantiles": "gives quantiles that never cross",
  "says less than 1 in all, 2 classes": "gives probabilities that add up to 1, and forecasts that follow from them",
};

let failed: ReadonlyMap<string, readonly string[]> = new Map();
beforeAll(async () => {
  const { exitCode } = process; // the run under test sets it
  const root = path.resolve(import.meta.dirname, "../../..");
  const run = await startVitest("test", [], { config: false, root, include: ["lib/training/estimator/liars.fixture.ts"], watch: false, maxWorkers: 1, reporters: [{}] });
  failed = failures(run.state.getTestModules());
  await run.close();
  process.exitCode = exitCode;
});

/** Titles of the failed tests by the name of the model. */
function failures(modules: readonly TestModule[]): ReadonlyMap<string, readonly string[]> {
  const suites = modules.flatMap((module) => [...module.children.allSuites()]);
  return new Map(suites.map((suite) => [suite.name, [...suite.children.allTests("failed")].map(({ name }) => name)]));
}

test("an honest model passes every check", () => {
  expect(failed.get("honest")).toEqual([]);
});

test.each(Object.entries(CAUGHT))("a model that %s is caught", (name, check) => {
  expect(failed.get(name)).toContain(check);
});
