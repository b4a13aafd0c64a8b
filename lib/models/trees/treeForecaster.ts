import { toSeed } from "../../random/index.ts";
import type { Round, Trained, TrainingSet } from "../../trees/index.ts";
import type { Windows } from "../../windows/index.ts";
import { balancedWeights, checkClasses, requireClassTargets } from "../checkClasses.ts";
import { requireWindows } from "../checkWindows.ts";
import { formOf, type FitOptions, type FitProgress, type Forecaster } from "../forecaster.ts";
import { tabular, tabularInputs } from "../tabular.ts";
import { fittedTrees, type TargetScale } from "./fittedTrees.ts";
import type { Objective } from "./objective.ts";
import type { TreeConfig } from "./treeConfig.ts";
import { checkSettings, type Part, type TreeModel } from "./treeModel.ts";

/** Settings with their defaults. */
export type TreeSettings = Required<Pick<TreeConfig, "task" | "trees" | "classWeights" | "steps">> & {
  readonly learningRate: number;
  readonly classes: number | undefined;
  readonly threads: number | undefined;
  readonly levels?: readonly number[] | undefined;
  /** Undefined where the validation windows decide nothing. */
  readonly patience?: number | undefined;
};

/**
 * A forecaster of trees. Targets are standardised by the training windows' mean and deviation, because the libraries take gains and penalties that are
 * small in their own unit for nothing, and returns are small; forecasts are brought back.
 */
export function treeForecaster(model: TreeModel, settings: TreeSettings): Forecaster {
  const { name } = model;
  const { classWeights, steps, task, threads, trees } = settings;
  checkSettings(name, { trees: [trees, 1, Infinity, "whole"], ...(threads === undefined ? {} : { threads: [threads, 1, Infinity, "whole"] }) });
  return {
    name,
    task,
    fit: async (train, validation, options) => {
      const { epochs = trees, key, signal } = options;
      signal?.throwIfAborted();
      requireWindows(name, train, validation);
      const classes = task === "classification" ? checkClasses(name, train, settings.classes) : undefined;
      if (classes !== undefined) requireClassTargets(`${name}: validation`, validation, classes);
      const objective = objectiveOf(classes, settings.levels);
      const target = classes === undefined ? targetScale(train) : { offset: 0, scale: 1 };
      const state = (parts: readonly Part[], trained: readonly Trained[]) => ({
        objective, steps, parts: parts.map(({ outputs }) => outputs), trees: { kept: Math.max(0, ...trained.map(({ bestRound }) => bestRound)), grown: Math.max(0, ...trained.map(({ rounds }) => rounds)) },
      });
      // A target that never changes has nothing to split, and some libraries refuse it.
      if (target.scale === 0) return fittedTrees(model, formOf(train), state([], []), [], target);

      const weightOf = classes !== undefined && classWeights === "balanced" ? balancedWeights(train, classes) : undefined;
      const parts = model.parts(objective, toSeed(key), tabularInputs(train, steps).length);
      const trained: Trained[] = [];
      for (const [done, part] of parts.entries()) {
        const set = (windows: Windows) => trainingSet(windows, settings, target, weightOf);
        const listener = listenerOf(model, objective, settings.learningRate, { done, parts: parts.length }, options);
        const patience = options.patience ?? settings.patience;
        const validated = settings.patience !== undefined && validation.count > 0;
        trained.push(await model.train({
          parameters: part.parameters, rounds: epochs, threads, signal, train: set(train),
          ...(validated ? { validation: set(validation), patience } : {}), ...(listener ? { onRound: listener } : {}),
        }, objective));
      }
      return fittedTrees(model, formOf(train), state(parts, trained), trained.map(({ bytes }) => bytes), target);
    },
  };
}

function objectiveOf(classes: number | undefined, levels: readonly number[] | undefined): Objective {
  if (classes !== undefined) return classes === 2 ? { kind: "binary" } : { kind: "classes", count: classes };
  return levels === undefined ? { kind: "squared" } : { kind: "quantiles", levels: [...levels] };
}

function trainingSet(windows: Windows, { steps }: TreeSettings, { offset, scale }: TargetScale, weightOf: Float64Array | undefined): TrainingSet {
  const { count, targets } = windows;
  const { values, width } = tabular(windows, steps);
  const labels = targets.map((y) => (y - offset) / scale);
  return { values, rows: count, width, labels, ...(weightOf ? { weights: targets.map((y) => weightOf[y]!) } : {}) };
}

/** Mean and standard deviation of the targets; deviation 0 where they are constant. */
function targetScale({ count, targets }: Windows): TargetScale {
  const mean = targets.reduce((sum, y) => sum + y, 0) / count;
  const isConstant = targets.every((y) => y === targets[0]);
  return isConstant ? { offset: targets[0]!, scale: 0 } : { offset: mean, scale: Math.sqrt(targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / count) };
}

/** Rounds of the library as epochs of a fit. Without validation windows the training's loss stands for theirs. */
function listenerOf(model: TreeModel, objective: Objective, learningRate: number, { done, parts }: { done: number; parts: number }, { onProgress }: FitOptions): ((round: Round) => void) | undefined {
  return onProgress && (({ bestRound, loss, round, rounds, seconds, validationLoss }) => {
    const secondsPerEpoch = seconds / round;
    const of = (metric: number) => model.lossOf(metric, objective);
    onProgress({
      epoch: done * rounds + round, epochs: parts * rounds, step: 1, steps: 1, loss: of(loss), validationLoss: of(validationLoss ?? loss), learningRate,
      bestEpoch: done * rounds + bestRound, secondsPerEpoch, eta: secondsPerEpoch * (rounds - round + rounds * (parts - done - 1)),
    } satisfies FitProgress);
  });
}
