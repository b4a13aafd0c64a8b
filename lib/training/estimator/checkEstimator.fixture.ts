import { beforeAll, describe, expect, test } from "vitest";
import type { FittedForecaster } from "../../models/index.ts";
import { startEngine } from "../../tensorflow/index.ts";
import { answersOf, expectFinite } from "./answers.fixture.ts";
import { checkAnswers } from "./checkAnswers.fixture.ts";
import { checkFits } from "./checkFits.fixture.ts";
import { checkRefusals } from "./checkRefusals.fixture.ts";
import { OFFERS, type EstimatorClaims } from "./claims.fixture.ts";
import { estimatorWindows, type EstimatorWindows, type WindowsShape } from "./estimatorWindows.fixture.ts";
import { fitted } from "./fitted.fixture.ts";

const SHAPE: WindowsShape = { train: 90, validation: 30, test: 40, lookback: 4 };

/** One model on one planted market: what the checks have in common. */
export type EstimatorUnderTest = {
  readonly claims: EstimatorClaims;
  readonly classes: number | undefined;
  readonly windows: EstimatorWindows;
  /** Fitted once, before the first check; disposed by nobody. */
  readonly fitted: () => FittedForecaster;
};

/**
 * The contract that every model keeps, as tests: determinism, save and load, no look at the future, missing values, one sample, constant target,
 * wrong shapes, cancellation, memory, and the form of all it answers. Called in a test file, once a model; what the model cannot do stands in its claims.
 */
export function checkEstimator(claims: EstimatorClaims): void {
  const { name, task } = claims.make(2);
  const variants = task === "regression" ? [undefined] : (claims.classes ?? [2, 3]);
  for (const classes of variants) {
    describe(classes === undefined ? name : `${name}, ${classes} classes`, () => {
      const windows = estimatorWindows({ ...SHAPE, ...claims.windows }, classes);
      let first: FittedForecaster | undefined;
      const known = () => {
        if (first === undefined) throw new Error(`${name}: the fit on the planted windows failed, see its own error`);
        return first;
      };
      beforeAll(async () => {
        if (claims.holdsTensors) await startEngine();
        first = await fitted(claims, windows.train, windows.validation, classes);
      });
      const subject: EstimatorUnderTest = { claims, classes, windows, fitted: known };

      test("says what it is, what it reads and what it offers", () => {
        expect(known()).toMatchObject({ name, task, reads: { columns: windows.train.columns, lookback: windows.train.lookback, horizon: windows.train.horizon } });
        expect(OFFERS.filter((offer) => known()[offer] !== undefined), "offers").toEqual(OFFERS.filter((offer) => claims.offers.includes(offer)));
        const { predict } = answersOf(known(), windows.test, claims);
        expect(predict).toBeInstanceOf(Float64Array);
        expect(known().predict(windows.test)).toHaveLength(windows.test.count);
        expectFinite(known().predict(windows.test), "predict");
      });

      checkAnswers(subject);
      checkFits(subject);
      checkRefusals(subject);
    });
  }
}
