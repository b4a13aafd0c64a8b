import { checkWindows, type FittedForecaster } from "../models/forecaster.ts";
import { scalerFromJSON, type FittedScaler } from "../scaling/index.ts";
import { TrainingError } from "./error.ts";
import { loadModel } from "./loadModel.ts";
import type { ModelCard } from "./modelCard.ts";
import { predictor } from "./predictor.ts";

/** A forecaster that was saved, and what it takes to feed it from raw columns: columns in order, window, scaler. */
export type LoadedForecaster = FittedForecaster & { readonly card: ModelCard; /** Of the columns, where one was saved. */ readonly scaler?: FittedScaler };

/** A fitted forecaster from the folder that its `save` wrote: the same forecasts, the same columns wanted in the same order. */
export async function loadForecaster(folder: string): Promise<LoadedForecaster> {
  const { card, model } = await loadModel(folder);
  const { dispose, predict } = predictor(model);
  return {
    name: card.name,
    card,
    ...(card.scaler === undefined ? {} : { scaler: scalerOf(folder, card.scaler) }),
    predict: (windows) => {
      checkWindows(card.name, card, windows);
      return predict(windows).map((z) => z * card.target.scale + card.target.offset);
    },
    dispose: () => {
      dispose();
      model.dispose();
    },
  };
}

function scalerOf(folder: string, saved: unknown): FittedScaler {
  try {
    return scalerFromJSON(saved);
  } catch (error) {
    throw new TrainingError(`loadForecaster: the scaler in ${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
