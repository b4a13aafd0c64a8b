import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RESTORERS } from "../../models/index.ts";
import { randomKey } from "../../random/index.ts";
import { tf } from "../../tensorflow/index.ts";
import { selectWindows, type Windows } from "../../windows/index.ts";
import { restoreNetwork } from "../fittedNetwork.ts";
import { loadForecaster, saveForecaster } from "../index.ts";
import { answersOf, expectFinite, expectSame } from "./answers.fixture.ts";
import type { EstimatorUnderTest } from "./checkEstimator.fixture.ts";
import { asViews, copyOf, withInputs } from "./estimatorWindows.fixture.ts";
import { fitted as fit } from "./fitted.fixture.ts";

/** How a fit comes about: from its windows and key alone, to the last bit, on the hardest windows too, and leaving nothing behind. */
export function checkFits({ claims, classes, fitted, windows }: EstimatorUnderTest): void {
  const { test: fresh, train, validation } = windows;
  const isClassifier = classes !== undefined;
  const answers = async (given: Windows, validated: Windows, key = randomKey(1)) => {
    const other = await fit(claims, given, validated, classes, { key });
    const said = answersOf(other, fresh, claims);
    other.dispose();
    expect(() => other.dispose(), "disposed twice").not.toThrow();
    return said;
  };

  test("fits to the same bits with the same key, changes nothing that it reads and leaves no tensor behind", async () => {
    const before = copyOf(train);
    const { numTensors } = tf.memory();
    expectSame(await answers(train, validation), answersOf(fitted(), fresh, claims), "of a second fit");
    expect(train, "the training windows").toEqual(before);
    expectSame(await answers(asViews(train), asViews(validation)), answersOf(fitted(), fresh, claims), "of a fit on views");
    expect(tf.memory().numTensors, "tensors after two fits that were disposed").toBe(numTensors);
  });

  test("is a value that fits twice: the second fit owes nothing to the first", async () => {
    const forecaster = claims.make(classes ?? 2);
    const options = { key: randomKey(1), ...claims.fit };
    const other = await forecaster.fit(selectWindows(train, Array.from({ length: train.count }, (_, n) => train.count - 1 - n)), validation, { ...options, key: randomKey(5) });
    const again = await forecaster.fit(train, validation, options);
    expectSame(answersOf(again, fresh, claims), answersOf(fitted(), fresh, claims), "of the same forecaster, fitted again");
    other.dispose();
    again.dispose();
  });

  test(claims.isRandom ? "fits otherwise with another key" : "heeds no key", async () => {
    const other = await answers(train, validation, randomKey(2));
    if (claims.isRandom) expect(other, "answers of another key").not.toEqual(answersOf(fitted(), fresh, claims));
    else expectSame(other, answersOf(fitted(), fresh, claims), "of another key");
  });

  if (!claims.usesValidation) test("never looks at the validation windows", async () => {
    const other = { ...withInputs(validation, (value) => 2 - value), targets: validation.targets.toReversed() };
    expectSame(await answers(train, other), answersOf(fitted(), fresh, claims), "with another validation");
    expectSame(await answers(train, selectWindows(validation, [])), answersOf(fitted(), fresh, claims), "without validation");
  });

  test("is loaded to the same bits in all its answers, again and again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "marketbook-estimator-"));
    const said = answersOf(fitted(), fresh, claims);
    try {
      await saveForecaster(fitted(), join(folder, "first"));
      const loaded = await loadForecaster(join(folder, "first"), claims);
      expect(loaded).toMatchObject({ name: fitted().name, task: fitted().task, reads: fitted().reads });
      expectSame(answersOf(loaded, fresh, claims), said, "of the loaded model");
      await saveForecaster(loaded, join(folder, "second"));
      const twice = await loadForecaster(join(folder, "second"), claims);
      expectSame(answersOf(twice, fresh, claims), said, "of the model loaded, saved and loaded");
      expectSame(answersOf(fitted(), fresh, claims), said, "of the fitted model, after it was saved");
      loaded.dispose();
      twice.dispose();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("is not loaded from a file that was cut off, nor from settings of another version", async () => {
    const folder = await mkdtemp(join(tmpdir(), "marketbook-estimator-"));
    try {
      await saveForecaster(fitted(), join(folder, "model"));
      for (const file of await readdir(join(folder, "model"))) {
        const path = join(folder, "model", file);
        const whole = await readFile(path);
        await writeFile(path, whole.subarray(0, whole.length >> 1));
        await expect(loadForecaster(join(folder, "model"), claims), `${file}, cut in half`).rejects.toThrow(file);
        await writeFile(path, whole);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
    const state = await fitted().saved();
    const restore = RESTORERS[state.kind] ?? claims.restorers?.[state.kind] ?? restoreNetwork(fitted().name, folder);
    const none = async () => Promise.reject(new Error("no model lies within settings of another version"));
    await expect((async () => restore(fitted().reads, { ...state, config: "of another version" }, none))()).rejects.toThrow(/not of the form this version reads.*Save the model again\./);
  });

  const refusesOne = isClassifier ? /needs two/ : claims.refusesOneWindow;
  test(refusesOne ? "says why one window is too few" : "fits on one window", async () => {
    const one = selectWindows(train, [0]);
    await finiteOr(one, refusesOne);
  });

  const refusesConstant = isClassifier ? /needs two/ : claims.refusesConstantTarget;
  test(refusesConstant ? "says why a constant target teaches nothing" : "fits on a constant target, and forecasts it", async () => {
    const constant = (some: Windows) => ({ ...some, targets: some.targets.map(() => (isClassifier ? 1 : 1000)) });
    const forecast = await finiteOr(constant(train), refusesConstant, constant(validation));
    if (claims.learns === "nothing") return;
    for (const value of forecast ?? []) expect(Math.abs(value - 1000), `${value} for a target that is always 1000`).toBeLessThan(10);
  });

  test("fits where a column is constant, and where two are the same", async () => {
    const constant = (some: Windows) => withInputs(some, (value, at) => (at % 3 === 1 ? 5 : value));
    const twins = (some: Windows) => withInputs(some, (_, at) => some.inputs[at % 3 === 2 ? at - 2 : at]!);
    await finiteOr(constant(train), undefined, constant(validation));
    await finiteOr(twins(train), undefined, twins(validation));
  });

  async function finiteOr(given: Windows, refusal: RegExp | undefined, validated = given): Promise<Float64Array | undefined> {
    const attempt = fit(claims, given, validated, classes);
    if (refusal) {
      await expect(attempt).rejects.toThrow(refusal);
      return undefined;
    }
    const other = await attempt;
    const forecast = other.predict(fresh);
    other.dispose();
    expectFinite(forecast, "predict");
    return forecast;
  }
}
