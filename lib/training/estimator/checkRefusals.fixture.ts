import { expect, test } from "vitest";
import { tf } from "../../tensorflow/index.ts";
import { selectWindows, type Windows } from "../../windows/index.ts";
import type { EstimatorUnderTest } from "./checkEstimator.fixture.ts";
import { withInputs } from "./estimatorWindows.fixture.ts";
import { fitted as fit } from "./fitted.fixture.ts";

const MISSING = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** What a model refuses, in words that name the place and the remedy, and how it is stopped. */
export function checkRefusals({ claims, classes, fitted, windows }: EstimatorUnderTest): void {
  const { test: fresh, train, validation } = windows;
  const { features, lookback } = train;
  const place = (3 * lookback + 1) * features + 1; // window 3, step 1, the second column
  const broken = (some: Windows, missing: number) => withInputs(some, (value, at) => (at === place ? missing : value));
  const brokenTarget = (some: Windows, missing: number) => ({ ...some, targets: some.targets.map((y, n) => (n === 2 ? missing : y)) });

  test.each(MISSING)("refuses the input %s at fit, in the validation and at predict, and names window, row, column and step", async (missing) => {
    const named = new RegExp(`window 3 \\(row 43\\) holds ${missing} in column "noise", step 1\\..*Clean the column or leave those rows out\\.`);
    await expect(fit(claims, broken(train, missing), validation, classes), "in training").rejects.toThrow(named);
    await expect(fit(claims, train, broken(validation, missing), classes), "in the validation").rejects.toThrow(named);
    expect(() => fitted().predict(broken(fresh, missing)), "at predict").toThrow(named);
    for (const offer of ["quantiles", "probabilities", "heads", "contributions"] as const) {
      if (claims.offers.includes(offer)) expect(() => fitted()[offer]!(broken(fresh, missing)), offer).toThrow(named);
    }
  });

  test.each(MISSING)("refuses the target %s and names window and row", async (missing) => {
    const named = new RegExp(`window 2 \\(row 42\\) has the target ${missing}\\..*Leave rows without a known label out\\.`);
    await expect(fit(claims, brokenTarget(train, missing), validation, classes), "in training").rejects.toThrow(named);
    await expect(fit(claims, train, brokenTarget(validation, missing), classes), "in the validation").rejects.toThrow(named);
  });

  test("refuses to fit on no windows", async () => {
    await expect(fit(claims, selectWindows(train, []), validation, classes)).rejects.toThrow(/there is no (training )?window\. Give more bars or a shorter lookback\./);
  });

  test("refuses windows of other columns, of another order and of another length, and names both", async () => {
    const shapes: readonly Windows[] = [
      { ...fresh, columns: fresh.columns.toReversed() },
      { ...fresh, columns: ["signal", "noise", "other"] },
      { ...fresh, columns: ["signal", "noise"], features: 2, inputs: fresh.inputs.subarray(0, fresh.count * lookback * 2) },
      { ...fresh, lookback: 2, inputs: fresh.inputs.subarray(0, fresh.count * 2 * features) },
    ];
    for (const shape of shapes) {
      const text = `fitted on windows of ${lookback} steps of signal, noise, slow, asked to predict windows of ${shape.lookback} steps of ${shape.columns.join(", ")}`;
      expect(() => fitted().predict(shape)).toThrow(text);
      for (const offer of ["quantiles", "probabilities", "heads", "contributions"] as const) {
        if (claims.offers.includes(offer)) expect(() => fitted()[offer]!(shape), offer).toThrow(text);
      }
    }
    const short = { inputs: fresh.inputs.subarray(1) };
    expect(() => fitted().predict({ ...fresh, ...short }), "fewer inputs than windows").toThrow(/take \d+ inputs, given are \d+/);
    await expect(fit(claims, { ...train, ...short }, validation, classes), "fewer inputs than windows").rejects.toThrow(/take \d+ inputs, given are \d+/);
    await expect(fit(claims, train, { ...validation, columns: validation.columns.toReversed() }, classes), "a validation of another order").rejects.toThrow("validated on");
  });

  if (classes !== undefined) test("refuses targets that are no classes", async () => {
    for (const value of [0.5, -1]) {
      await expect(fit(claims, brokenTarget(train, value), validation, classes), `the target ${value}`).rejects.toThrow(`window 2 (row 42) has the target ${value}`);
    }
  });

  const heeds = claims.cancels === "before" ? "is stopped by a signal that was aborted before" : "is stopped by a signal, before and during the fit, and leaves no tensor behind";
  test(heeds, async () => {
    const before = tf.memory().numTensors;
    const reason = new Error("enough");
    await expect(fit(claims, train, validation, classes, { signal: AbortSignal.abort(reason) }), "aborted before").rejects.toBe(reason);
    if (claims.cancels !== "before") {
      const controller = new AbortController();
      const fitting = fit(claims, train, validation, classes, { signal: controller.signal });
      controller.abort(reason);
      await expect(fitting, "aborted during").rejects.toBe(reason);
    }
    expect(tf.memory().numTensors, "tensors").toBe(before);
  });
}
