import { checkClasses, requireWindows, type FitOptions, type FittedForecaster, type Forecaster } from "../../models/index.ts";
import { split } from "../../random/index.ts";
import { walkForward } from "../../validation/index.ts";
import { selectWindows, type Windows } from "../../windows/index.ts";
import { splitConformal } from "../conformal/conformalIntervals.ts";
import type { Ensemble } from "../ensemble.ts";
import { EnsembleError } from "../error.ts";
import { ensembleForecaster } from "./ensembleForecaster.ts";
import type { Margin } from "./savedJoint.ts";
import { windowRegimes, type WindowRegimes } from "./windowRegimes.ts";

export type JointOptions = {
  readonly name?: string;
  /** Tests of the walk inside the training windows, from which the weights are learnt. Each costs a fit of every member. Default 4. */
  readonly folds?: number;
  /** Share of the training windows before the first test. Default 0.5. */
  readonly first?: number;
  /** Last share of each fold's training windows that decides when a member stops. Default 0.2. */
  readonly validationShare?: number;
  /** Share of the actual values that the conformal interval shall hold. Default 0.9; an interval needs 30 out-of-fold rows. */
  readonly coverage?: number;
  /** Where an ensemble that switches reads the market's regime. */
  readonly regimes?: WindowRegimes;
};

/**
 * An ensemble as one forecaster. Its weights and its interval come from out-of-fold forecasts inside the training windows, by an expanding walk that leaves out the label's horizon;
 * then each member is fitted on all of them. That is folds + 1 fits of every member. Members of the catalogue read the same windows.
 */
export function jointForecaster(forecasters: Readonly<Record<string, Forecaster>>, ensemble: Ensemble, options: JointOptions = {}): Forecaster {
  const { coverage = 0.9, name = `${ensemble.name} of ${Object.keys(forecasters).join(", ")}`, regimes } = options;
  const [first] = Object.values(forecasters);
  if (first === undefined) throw new EnsembleError(`${name}: there is no member; give at least one by its name`);
  const { task } = first;
  const other = Object.entries(forecasters).find(([, forecaster]) => forecaster.task !== task);
  if (other) throw new EnsembleError(`${name}: "${Object.keys(forecasters)[0]}" does ${task} and "${other[0]}" ${other[1].task}; join models of one task`);
  return {
    name, task,
    fit: async (train, validation, fitOptions) => {
      requireWindows(name, train, validation);
      if (task === "classification") requireTwoClasses(name, train);
      const inTime = selectWindows(train, Array.from(train.rows.keys()).sort((a, b) => train.rows[a]! - train.rows[b]!));
      const { tested, ...outOfFold } = await outOfFoldForecasts(name, forecasters, inTime, fitOptions, options);
      const told = regimes ? { regimes: windowRegimes(name, tested, regimes) } : {};
      const fitted = ensemble.fit(outOfFold.members, tested.targets, told);
      let margin: Margin | undefined;
      if (task === "regression") {
        const walked = ensemble.combine(outOfFold.members, tested.targets, { horizon: train.horizon, rows: tested.rows, ...told });
        margin = { coverage, next: splitConformal(walked.forecast, tested.targets, { coverage, horizon: train.horizon, rows: tested.rows }).next };
      }
      const members = await fitAll(forecasters, train, validation, fitOptions);
      try {
        return ensembleForecaster(members, fitted, { name, ...(margin ? { margin } : {}), ...(regimes ? { regimes } : {}) });
      } catch (error) {
        Object.values(members).forEach((member) => member.dispose());
        throw error;
      }
    },
  };
}

/** What each member foretells of windows behind those it was fitted on, and those windows. */
async function outOfFoldForecasts(name: string, forecasters: Readonly<Record<string, Forecaster>>, windows: Windows, { onProgress: _, onStep: __, ...fitOptions }: FitOptions, { first = 0.5, folds = 4, validationShare = 0.2 }: JointOptions) {
  const { count, horizon } = windows;
  const begin = Math.floor(count * first);
  const learnt = begin - horizon;
  if (!(Number.isInteger(folds) && folds >= 1)) throw new EnsembleError(`${name}: folds must be a whole number ≥ 1, got ${folds}`);
  if (!(first > 0 && first < 1 && validationShare > 0 && validationShare < 1)) throw new EnsembleError(`${name}: first and validationShare must lie between 0 and 1, got ${first} and ${validationShare}`);
  if (count - begin < folds || Math.floor(learnt * (1 - validationShare)) - horizon < 2) throw new EnsembleError(`${name}: ${count} training windows are too few for ${folds} folds inside them; give more bars or fewer folds`);
  // Windows may leave rows out but never share one, so that a gap of positions is at least that gap of rows.
  const walk = walkForward({ from: 0, to: count }, { train: begin, test: Math.ceil((count - begin) / folds), label: { horizon }, expanding: true });
  const members: Record<string, Float64Array> = Object.fromEntries(Object.keys(forecasters).map((member) => [member, new Float64Array(count - begin)]));
  for (const [k, { test, train }] of walk.entries()) {
    const cut = Math.ceil((train.to - train.from) * (1 - validationShare));
    const fitted = await fitAll(forecasters, part(windows, train.from, cut - horizon), part(windows, cut, train.to), { ...fitOptions, key: split(fitOptions.key, `fold ${k}`) });
    try {
      // Of two classes, `predict` gives the probability of class 1.
      for (const [member, forecaster] of Object.entries(fitted)) members[member]!.set(forecaster.predict(part(windows, test.from, test.to)), test.from - begin);
    } finally {
      Object.values(fitted).forEach((forecaster) => forecaster.dispose());
    }
  }
  return { members, tested: part(windows, begin, count) };
}

/** Each member fitted; those done are disposed of where one fails or the signal stops it. A checkpoint is of one fit alone, so that members keep none. */
async function fitAll(forecasters: Readonly<Record<string, Forecaster>>, train: Windows, validation: Windows, { checkpoint: _, resume: __, ...options }: FitOptions): Promise<Record<string, FittedForecaster>> {
  const fitted: Record<string, FittedForecaster> = {};
  try {
    for (const [member, forecaster] of Object.entries(forecasters)) {
      options.signal?.throwIfAborted();
      fitted[member] = await forecaster.fit(train, validation, { ...options, key: split(options.key, member) });
    }
    options.signal?.throwIfAborted();
    return fitted;
  } catch (error) {
    Object.values(fitted).forEach((member) => member.dispose());
    throw error;
  }
}

function part(windows: Windows, from: number, to: number): Windows {
  return selectWindows(windows, Array.from({ length: to - from }, (_, n) => from + n));
}

function requireTwoClasses(name: string, train: Windows): void {
  const classes = checkClasses(`${name}: train`, train);
  if (classes > 2) throw new EnsembleError(`${name}: an ensemble joins numbers or the probabilities of two classes, the targets have ${classes}; let the classes be foretold by one model`);
}
