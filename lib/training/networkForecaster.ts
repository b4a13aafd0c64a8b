import { checkClasses } from "../models/checkClasses.ts";
import { requireWindows } from "../models/checkWindows.ts";
import { formOf, type Forecaster } from "../models/forecaster.ts";
import type { Network } from "../models/network.ts";
import type { SavedState } from "../models/savedState.ts";
import { split } from "../random/index.ts";
import { startEngine } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { fit } from "./fit.ts";
import { fittedNetwork } from "./fittedNetwork.ts";
import { lossOf, type Loss, type TargetScale } from "./losses/index.ts";
import { checkOutputs, lossOfOutputs, taskOfOutputs } from "./networkOutputs.ts";
import { targetsOf } from "./targetsOf.ts";
import type { History, TrainingOptions } from "./trainingOptions.ts";

/** Options of `fit`, and what receives the learning curves. The loss is by default that of the network's outputs. */
export type NetworkOptions = Partial<Omit<TrainingOptions, "key">> & { readonly onHistory?: (history: History) => void };

/**
 * A forecaster of a network: built, trained by `fit`, asked by `predict`.
 * Targets are standardised by the training windows' mean and deviation and forecasts brought back, so that one learning rate
 * suits prices and returns; targets that are classes or probabilities stay as they are. `onHistory` receives the learning curves.
 */
export function networkForecaster(network: Network, { onHistory, ...defaults }: NetworkOptions = {}): Forecaster {
  const { name, outputs = { kind: "value" } } = network;
  const asked = defaults.loss === undefined ? lossOfOutputs(outputs) : lossOf(defaults.loss);
  checkOutputs(name, outputs, asked);
  const task = taskOfOutputs(outputs);
  return {
    name,
    task,
    fit: async (train, validation, options) => {
      requireWindows(name, train, validation);
      await startEngine();
      if (outputs.kind === "classes") checkClasses(name, train, outputs.count);
      const scales = targetsOf(name, asked, train).map((target) => (target.kind === "number" ? scaleOf(target.values) : { offset: 0, scale: 1 }));
      const loss = asked.standardised?.(scales[0]!) ?? asked;
      const [seen, watched] = [standardised(train, loss, scales), standardised(validation, loss, scales)];
      const model = network.build({ lookback: train.lookback, features: train.features }, split(options.key, "weights"));
      const history = await fit(model, seen, watched, { ...defaults, ...options, loss, key: split(options.key, "training") }).catch((error) => {
        model.dispose();
        throw error;
      });
      onHistory?.(history);
      return fittedNetwork({ name, reads: formOf(train), outputs, scales, training: summary(history) }, model);
    },
  };
}

/** The windows with their targets in standard units. */
function standardised(windows: Windows, { others = [] }: Loss, [first, ...rest]: readonly TargetScale[]): Windows {
  const inUnits = (values: Float32Array, { offset, scale }: TargetScale) => values.map((y) => (y - offset) / scale);
  const targets = inUnits(windows.targets, first!);
  if (others.length === 0) return { ...windows, targets };
  const changed = others.map(({ name }, k) => [name, inUnits(windows.others?.[name] ?? new Float32Array(0), rest[k]!)] as const);
  return { ...windows, targets, others: Object.fromEntries(changed) };
}

/** What a card says of a training. */
function summary({ bestEpoch, loss, validationLoss }: History): SavedState["training"] {
  const [trained, validated] = [loss[bestEpoch - 1], validationLoss[bestEpoch - 1]];
  return trained === undefined || validated === undefined ? undefined : { epochs: loss.length, bestEpoch, loss: trained, validationLoss: validated };
}

/** Mean and standard deviation of the targets; deviation 1 where they are constant. */
function scaleOf(targets: Float32Array): TargetScale {
  const mean = targets.reduce((sum, y) => sum + y, 0) / targets.length;
  const variance = targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / targets.length;
  return { offset: mean, scale: variance > 0 ? Math.sqrt(variance) : 1 };
}
