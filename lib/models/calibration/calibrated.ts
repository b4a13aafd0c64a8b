import { z } from "zod";
import type { Windows } from "../../windows/index.ts";
import { requireClassTargets } from "../checkClasses.ts";
import { classForecasts } from "../classifierAnswers.ts";
import { ModelError } from "../error.ts";
import type { FittedForecaster, Forecaster, Probabilities, WindowForm } from "../forecaster.ts";
import { innerState, packedInner, unpackedInner, type InnerRestorer } from "../innerState.ts";
import { configOf, type SavedState } from "../savedState.ts";
import { fitIsotonic, isotonicOf } from "./isotonic.ts";
import { fitSigmoid, sigmoidOf } from "./platt.ts";

/** "sigmoid": Platt's, two numbers, for few windows. "isotonic": any rising curve, from about a thousand windows on. Niculescu-Mizil & Caruana 2005. */
export type CalibrationMethod = "sigmoid" | "isotonic";

/**
 * A classifier whose probabilities are made to come true: mapped by a rising curve that is fitted on the validation windows alone,
 * which the classifier must not have learnt from. Zadrozny & Elkan 2002.
 * The sigmoid maps log-odds, the isotonic curve probabilities. More than two classes are calibrated one against the rest, and the row then made to add up to 1.
 */
export function calibrated(forecaster: Forecaster, { method = "sigmoid" }: { readonly method?: CalibrationMethod } = {}): Forecaster {
  const name = `${forecaster.name}, calibrated`;
  if (forecaster.task !== "classification") throw new ModelError(`calibrated: ${forecaster.name} is no classifier; only probabilities can be calibrated`);
  return {
    name,
    task: "classification",
    fit: async (train, validation, options) => {
      if (validation.count === 0) throw new ModelError(`${name}: there is no validation window to calibrate on. Leave a part of the training for it.`);
      const fitted = await forecaster.fit(train, validation, options);
      try {
        const given = probabilitiesOf(fitted)(validation);
        requireClassTargets(`${name}: validation`, validation, given.classes);
        return fittedCalibrated(fitted, method, curves(given, validation, method));
      } catch (error) {
        fitted.dispose();
        throw error;
      }
    },
  };
}

const curve = z.union([z.object({ slope: z.number(), intercept: z.number() }), z.object({ at: z.array(z.number()), values: z.array(z.number()) })]);
/** From a class's score to its probability before the row is made to add up to 1. */
type Curve = z.infer<typeof curve>;
const config = z.object({ method: z.enum(["sigmoid", "isotonic"]), curves: z.array(curve).min(1), inner: innerState });

/** A calibrated classifier from its saved state. */
export async function restoreCalibrated(reads: WindowForm, state: SavedState, restore: InnerRestorer): Promise<FittedForecaster> {
  const { curves: known, inner, method } = configOf("calibrated", config, state);
  return fittedCalibrated(await restore(inner.name, reads, unpackedInner("calibrated", inner, "inner", state)), method, known);
}

/** in: a curve a class, that of class 1 alone where there are two */
function fittedCalibrated(fitted: FittedForecaster, method: CalibrationMethod, known: readonly Curve[]): FittedForecaster {
  const raw = probabilitiesOf(fitted);
  const probabilities = (windows: Windows): Probabilities => mapped(raw(windows), known);
  const { importance } = fitted;
  return {
    name: `${fitted.name}, calibrated`,
    task: "classification",
    reads: fitted.reads,
    predict: (windows) => classForecasts(probabilities(windows)),
    probabilities,
    ...(importance ? { importance } : {}),
    saved: async () => {
      const { files, inner } = await packedInner(fitted, "inner");
      return { kind: "calibrated", config: { method, curves: known, inner }, files };
    },
    dispose: () => fitted.dispose(),
  };
}

function curves(given: Probabilities, { targets }: Windows, method: CalibrationMethod): Curve[] {
  return calibratedClasses(given.classes).map((k) => {
    const own = Float64Array.from(targets, (_, n) => given.values[n * given.classes + k]!);
    if (method === "sigmoid") return fitSigmoid(own.map(logOdds), Array.from(targets, (y) => y === k));
    const { at, values } = fitIsotonic(own, Float64Array.from(targets, (y) => (y === k ? 1 : 0)));
    return { at: [...at], values: [...values] };
  });
}

function mapped({ classes, values }: Probabilities, known: readonly Curve[]): Probabilities {
  const out = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += classes) {
    for (const [at, k] of calibratedClasses(classes).entries()) out[from + k] = valueOf(known[at]!, values[from + k]!);
    if (classes === 2) out[from] = 1 - out[from + 1]!;
    else addUpToOne(out.subarray(from, from + classes));
  }
  return { classes, values: out };
}

function valueOf(known: Curve, probability: number): number {
  return "slope" in known ? sigmoidOf(known, logOdds(probability)) : isotonicOf(known, probability);
}

/** Classes with a curve of their own. */
function calibratedClasses(classes: number): readonly number[] {
  return classes === 2 ? [1] : Array.from({ length: classes }, (_, k) => k);
}

/** A row that no class speaks for says nothing: all are equally likely. */
function addUpToOne(row: Float64Array): void {
  const sum = row.reduce((total, p) => total + p, 0);
  for (let k = 0; k < row.length; k++) row[k] = sum > 0 ? row[k]! / sum : 1 / row.length;
}

/** Probabilities of 0 and 1 have no finite log-odds: they count as one in a billion. */
const LEAST = 1e-9;

function logOdds(probability: number): number {
  const p = Math.min(1 - LEAST, Math.max(LEAST, probability));
  return Math.log(p / (1 - p));
}

function probabilitiesOf(fitted: FittedForecaster): (windows: Windows) => Probabilities {
  const { probabilities } = fitted;
  if (!probabilities) throw new ModelError(`calibrated: ${fitted.name} gives no probabilities`);
  return probabilities;
}
