import { checkWindows, type FittedForecaster, type Quantiles, type Task } from "../../models/index.ts";
import type { Windows } from "../../windows/index.ts";
import { EnsembleError } from "../error.ts";
import type { FittedEnsemble } from "../fittedEnsemble.ts";
import { type Members, requireSameNames } from "../members.ts";
import { commonForm, narrowed } from "./narrowed.ts";
import { type Margin, savedJoint } from "./savedJoint.ts";
import { windowRegimes, type WindowRegimes } from "./windowRegimes.ts";

export type EnsembleForecasterOptions = {
  /** Default: the ensemble's. */
  readonly name?: string;
  /** What stands on either side of the forecast: then its quantiles are the interval's ends. */
  readonly margin?: Margin;
  /** Where an ensemble that switches reads the market's regime. */
  readonly regimes?: WindowRegimes;
};

/** Levels of Bayesian model averaging's quantiles. */
const LEVELS = [0.05, 0.5, 0.95];

/**
 * Fitted members and the ensemble that was fitted on their out-of-fold forecasts as one forecaster, saved as one folder. in: members by the ensemble's names
 * It reads every column and the longest lookback of its members; one that reads less is shown that part. All read columns of one scaler.
 * Numbers, or the probability of class 1 of two. It owns its members: they go with it.
 */
export function ensembleForecaster(members: Readonly<Record<string, FittedForecaster>>, ensemble: FittedEnsemble, options: EnsembleForecasterOptions = {}): FittedForecaster {
  const { margin, name = ensemble.name, regimes } = options;
  requireSameNames(name, "place", Object.keys(members), ensemble.members);
  const reads = commonForm(name, Object.fromEntries(ensemble.members.map((member) => [member, members[member]!.reads])));
  const task = taskOf(name, members, ensemble);
  const { rule } = ensemble.toJSON().state;
  if (rule === "regime" && regimes === undefined) throw new EnsembleError(`${name}: it switches by regime and is not told where to read it; give regimes: { strength, volatilityRatio } by the names of the columns`);
  const rows = (windows: Windows) => (rule === "regime" && regimes ? { regimes: windowRegimes(name, windows, regimes) } : {});
  const foretold = (windows: Windows): Members => {
    checkWindows(name, reads, windows);
    return Object.fromEntries(ensemble.members.map((member) => [member, (task === "regression" ? members[member]!.predict : classOne(members[member]!))(narrowed(windows, members[member]!.reads))]));
  };
  const predict = (windows: Windows) => {
    const forecast = ensemble.predict(foretold(windows), rows(windows));
    return task === "regression" ? forecast : forecast.map((p) => Math.min(1, Math.max(0, p)));
  };
  const quantiles = task === "regression" ? (quantilesOfMixture() ?? quantilesOfMargin()) : undefined;
  return {
    name, task, reads, predict,
    ...(task === "classification" ? { probabilities: (windows: Windows) => ({ classes: 2, values: Float64Array.from(Array.from(predict(windows)).flatMap((p) => [1 - p, p])) }) } : {}),
    ...(quantiles ? { quantiles } : {}),
    saved: () => savedJoint(members, ensemble, { ...options, name }),
    dispose: () => Object.values(members).forEach((member) => member.dispose()),
  };

  function quantilesOfMixture(): ((windows: Windows) => Quantiles) | undefined {
    const { state } = ensemble.toJSON();
    if (!ensemble.quantiles || state.rule !== "mixture" || !state.deviations.every((deviation) => deviation > 0)) return undefined;
    return (windows) => ({ levels: LEVELS, values: ensemble.quantiles!(foretold(windows), LEVELS, rows(windows)) });
  }

  function quantilesOfMargin(): ((windows: Windows) => Quantiles) | undefined {
    if (margin === undefined || !Number.isFinite(margin.next)) return undefined;
    const { coverage, next } = margin;
    return (windows) => ({ levels: [(1 - coverage) / 2, (1 + coverage) / 2], values: Float64Array.from(Array.from(predict(windows)).flatMap((f) => [f - next, f + next])) });
  }
}

/** What all members foretell, if the ensemble's answer is of the same kind. */
function taskOf(name: string, members: Readonly<Record<string, FittedForecaster>>, ensemble: FittedEnsemble): Task {
  const tasks = ensemble.members.map((member) => members[member]!.task);
  const task = tasks[0]!;
  const other = tasks.findIndex((each) => each !== task);
  if (other >= 0) throw new EnsembleError(`${name}: "${ensemble.members[0]}" does ${task} and "${ensemble.members[other]}" ${tasks[other]}; join models of one task`);
  const { state } = ensemble.toJSON();
  if (state.rule === "vote" && !(task === "classification" && state.reads === "probability")) throw new EnsembleError(`${name}: a vote is no forecast in the unit of the targets; let classifiers vote by voteEnsemble({ reads: "probability" })`);
  return task;
}

/** The probability of class 1 that a classifier of two classes gives. */
function classOne(member: FittedForecaster): (windows: Windows) => Float64Array {
  return (windows) => {
    const given = member.probabilities?.(windows);
    if (given?.classes !== 2) throw new EnsembleError(`${member.name}: an ensemble joins numbers or the probabilities of two classes, this member ${given ? `knows ${given.classes} classes` : "gives no probabilities"}`);
    return Float64Array.from({ length: windows.count }, (_, n) => given.values[2 * n + 1]!);
  };
}
