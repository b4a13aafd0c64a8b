import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { FittedForecaster, FitOptions } from "../models/index.ts";
import { randomKey } from "../random/index.ts";
import { startEngine, tf } from "../tensorflow/index.ts";
import { estimatorWindows } from "../training/estimator/estimatorWindows.fixture.ts";
import { loadForecaster, saveForecaster } from "../training/index.ts";
import { selectWindows, type Windows } from "../windows/index.ts";
import { forecasterOf, MODELS } from "./index.ts";
import { SMALL_LOOKBACK, smallSettings } from "./smallSettings.fixture.ts";

beforeAll(async () => void (await startEngine()));

const CLASSES = 3;
const EVERY = MODELS.flatMap((entry) => entry.tasks.map((task) => ({ title: `${entry.name}, ${task}`, entry, task })));

/** What every entry must keep, whoever wrote it; its own tests ask more (`checkEstimator`). */
describe.each(EVERY)("$title", ({ entry, task }) => {
  const { fresh, train, validation } = windowsOf(task === "classification" ? CLASSES : undefined);
  const settings = { ...smallSettings(entry), ...(entry.family === "network" ? { epochs: 2, patience: 2 } : {}) };
  const forecaster = forecasterOf({ model: entry.name, settings }, { task, ...(task === "classification" ? { classes: CLASSES } : {}) });
  const fit = (given: Windows = train, options: Partial<FitOptions> = {}) => forecaster.fit(given, validation, { key: randomKey(1), ...options });
  const said = (fitted: FittedForecaster) => ({ forecast: fitted.predict(fresh), quantiles: fitted.quantiles?.(fresh), probabilities: fitted.probabilities?.(fresh) });

  let fitted: FittedForecaster;
  beforeAll(async () => void (fitted = await fit()));

  test("says the same of the same key and once loaded, finite numbers of each window, and leaves no tensor behind", async () => {
    const answers = said(fitted);
    const { numTensors } = tf.memory();
    const again = await fit();
    expect(said(again)).toEqual(answers);
    again.dispose();
    const folder = await mkdtemp(join(tmpdir(), "marketbook-every-"));
    try {
      await saveForecaster(fitted, join(folder, "model"));
      const loaded = await loadForecaster(join(folder, "model"));
      expect(said(loaded)).toEqual(answers);
      loaded.dispose();
    } finally {
      await rm(folder, { recursive: true });
    }
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(answers.forecast).toHaveLength(fresh.count);
    expect(answers.forecast.every(Number.isFinite)).toBe(true);
    expect(answers.probabilities?.classes).toBe(task === "classification" ? CLASSES : undefined);
  });

  test("foretells a window from that window alone", () => {
    const all = fitted.predict(fresh);
    expect(Math.abs(fitted.predict(selectWindows(fresh, [7]))[0]! - all[7]!)).toBeLessThan(1e-3);
    expect(fitted.predict({ ...fresh, targets: fresh.targets.map(() => Number.NaN), rows: fresh.rows.map((row) => row + 5) })).toEqual(all);
  });

  test("refuses a missing value, another order of columns and shorter windows, by name; a stopped fit ends", async () => {
    const broken = { ...fresh, inputs: fresh.inputs.map((value, at) => (at === 1 ? Number.NaN : value)) };
    expect(() => fitted.predict(broken)).toThrow(/NaN in column "noise"/);
    await expect(fit({ ...train, inputs: train.inputs.map((value, at) => (at === 1 ? Number.POSITIVE_INFINITY : value)) })).rejects.toThrow(/Infinity in column "noise"/);
    expect(() => fitted.predict({ ...fresh, columns: fresh.columns.toReversed() })).toThrow(/Make both with the same columns, in the same order/);
    expect(() => fitted.predict({ ...fresh, lookback: 2, count: 2 * fresh.count })).toThrow(/4 steps of .* 2 steps of/);
    const reason = new Error("stopped");
    await expect(fit(train, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

/** The planted windows of `checkEstimator`, under the name of a column that the catalogue's defaults read. */
function windowsOf(classes: number | undefined) {
  const { test: fresh, train, validation } = estimatorWindows({ train: 60, validation: 20, test: 24, lookback: SMALL_LOOKBACK }, classes);
  const named = (windows: Windows): Windows => ({ ...windows, columns: ["log_return_1", "noise", "slow"] });
  return { fresh: named(fresh), train: named(train), validation: named(validation) };
}
