import type { Forecaster } from "../models/forecaster.ts";
import { checkWindows, requireWindows } from "../models/forecaster.ts";
import type { Network } from "../models/network.ts";
import { split } from "../random/index.ts";
import type { FittedScaler } from "../scaling/index.ts";
import type { Windows } from "../windows/index.ts";
import { fit } from "./fit.ts";
import { lossOf } from "./losses/index.ts";
import { predictor } from "./predictor.ts";
import { saveModel, type ModelDescription } from "./saveModel.ts";
import type { History, TrainingOptions } from "./trainingOptions.ts";

/** Options of `fit`, what receives the learning curves, and the scaler of the columns, which `save` then keeps with the model. */
export type NetworkOptions = Partial<Omit<TrainingOptions, "key">> & { readonly onHistory?: (history: History) => void; readonly scaler?: FittedScaler };

/**
 * A forecaster of a network: built, trained by `fit`, asked by `predict`.
 * Targets are standardised by the training windows' mean and deviation and forecasts brought back, so that one learning rate
 * suits prices and returns; targets that are classes or probabilities stay as they are. `onHistory` receives the learning curves.
 */
export function networkForecaster(network: Network, { onHistory, scaler, ...defaults }: NetworkOptions = {}): Forecaster {
  return {
    name: network.name,
    fit: async (train, validation, options) => {
      requireWindows(network.name, train);
      const isNumber = lossOf(defaults.loss ?? "meanSquaredError").targets === "number";
      const { mean, deviation } = isNumber ? targetMoments(train) : { mean: 0, deviation: 1 };
      const standardised = (windows: Windows): Windows => ({ ...windows, targets: windows.targets.map((y) => (y - mean) / deviation) });
      const model = network.build({ lookback: train.lookback, features: train.features }, split(options.key, "weights"));
      const history = await fit(model, standardised(train), standardised(validation), { ...defaults, ...options, key: split(options.key, "training") }).catch((error) => {
        model.dispose();
        throw error;
      });
      onHistory?.(history);
      const { dispose, predict } = predictor(model);
      return {
        name: network.name,
        predict: (windows) => {
          checkWindows(network.name, train, windows);
          return predict(windows).map((z) => z * deviation + mean);
        },
        save: (folder) =>
          saveModel(model, folder, {
            name: network.name, columns: train.columns, lookback: train.lookback, horizon: train.horizon, target: { offset: mean, scale: deviation }, scaler, training: summary(history),
          }),
        dispose: () => {
          dispose();
          model.dispose();
        },
      };
    },
  };
}

/** What a card says of a training. */
function summary({ bestEpoch, loss, validationLoss }: History): ModelDescription["training"] {
  const [trained, validated] = [loss[bestEpoch - 1], validationLoss[bestEpoch - 1]];
  return trained === undefined || validated === undefined ? undefined : { epochs: loss.length, bestEpoch, loss: trained, validationLoss: validated };
}

/** Mean and standard deviation of the targets; deviation 1 where they are constant. */
function targetMoments({ count, targets }: Windows): { mean: number; deviation: number } {
  const mean = targets.reduce((sum, y) => sum + y, 0) / count;
  const variance = targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / count;
  return { mean, deviation: variance > 0 ? Math.sqrt(variance) : 1 };
}
