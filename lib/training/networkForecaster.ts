import { join } from "node:path";
import { z } from "zod";
import { checkWindows, formOf, requireWindows, type FittedForecaster, type Forecaster, type WindowForm } from "../models/forecaster.ts";
import type { Network } from "../models/network.ts";
import type { Restorer } from "../models/restore.ts";
import { configOf, type SavedState } from "../models/savedState.ts";
import { split } from "../random/index.ts";
import type { LayersModel } from "../tensorflow/index.ts";
import type { Windows } from "../windows/index.ts";
import { TrainingError } from "./error.ts";
import { fit } from "./fit.ts";
import { modelOf, parsed, tfjsTopology } from "./formats/tfjsFiles.ts";
import { lossOf } from "./losses/index.ts";
import { predictor } from "./predictor.ts";
import { networkFiles } from "./saveModel.ts";
import type { History, TrainingOptions } from "./trainingOptions.ts";

/** Options of `fit`, and what receives the learning curves. */
export type NetworkOptions = Partial<Omit<TrainingOptions, "key">> & { readonly onHistory?: (history: History) => void };

/**
 * A forecaster of a network: built, trained by `fit`, asked by `predict`.
 * Targets are standardised by the training windows' mean and deviation and forecasts brought back, so that one learning rate
 * suits prices and returns; targets that are classes or probabilities stay as they are. `onHistory` receives the learning curves.
 */
export function networkForecaster(network: Network, { onHistory, ...defaults }: NetworkOptions = {}): Forecaster {
  return {
    name: network.name,
    task: "regression",
    fit: async (train, validation, options) => {
      requireWindows(network.name, train);
      const isNumber = lossOf(defaults.loss ?? "meanSquaredError").targets === "number";
      const target = isNumber ? targetScale(train) : { offset: 0, scale: 1 };
      const standardised = (windows: Windows): Windows => ({ ...windows, targets: windows.targets.map((y) => (y - target.offset) / target.scale) });
      const model = network.build({ lookback: train.lookback, features: train.features }, split(options.key, "weights"));
      const history = await fit(model, standardised(train), standardised(validation), { ...defaults, ...options, key: split(options.key, "training") }).catch((error) => {
        model.dispose();
        throw error;
      });
      onHistory?.(history);
      return fittedNetwork(network.name, formOf(train), model, target, summary(history));
    },
  };
}

type TargetScale = { readonly offset: number; readonly scale: number };

function fittedNetwork(name: string, reads: WindowForm, model: LayersModel, target: TargetScale, training: SavedState["training"]): FittedForecaster {
  const { dispose, predict } = predictor(model);
  return {
    name,
    task: "regression",
    reads,
    predict: (windows) => {
      checkWindows(name, reads, windows);
      return predict(windows).map((z) => z * target.scale + target.offset);
    },
    saved: async () => ({ kind: "network", config: {}, files: await networkFiles(model), target, ...(training ? { training } : {}) }),
    dispose: () => {
      dispose();
      model.dispose();
    },
  };
}

const config = z.object({}).optional();

/** A network from its saved state; the folder is for messages. */
export function restoreNetwork(name: string, folder: string): Restorer {
  return async (reads, state) => {
    configOf(name, config, state);
    const [description, weights] = [state.files?.["model.json"], state.files?.["weights.bin"]];
    if (!description || !weights) throw new TrainingError(`loadForecaster: ${folder} holds a network without its model.json or weights.bin. Save the model again.`);
    const path = join(folder, "model.json");
    const model = await modelOf("loadForecaster", path, parsed("loadForecaster", tfjsTopology, description, path), weights);
    return fittedNetwork(name, reads, model, state.target ?? { offset: 0, scale: 1 }, state.training);
  };
}

/** What a card says of a training. */
function summary({ bestEpoch, loss, validationLoss }: History): SavedState["training"] {
  const [trained, validated] = [loss[bestEpoch - 1], validationLoss[bestEpoch - 1]];
  return trained === undefined || validated === undefined ? undefined : { epochs: loss.length, bestEpoch, loss: trained, validationLoss: validated };
}

/** Mean and standard deviation of the targets; deviation 1 where they are constant. */
function targetScale({ count, targets }: Windows): TargetScale {
  const mean = targets.reduce((sum, y) => sum + y, 0) / count;
  const variance = targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / count;
  return { offset: mean, scale: variance > 0 ? Math.sqrt(variance) : 1 };
}
