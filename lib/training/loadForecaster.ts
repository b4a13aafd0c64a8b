import { checkWindows, type FittedForecaster } from "../models/forecaster.ts";
import { loadModel } from "./loadModel.ts";
import { predict } from "./predictor.ts";

/** A fitted forecaster from the folder that its `save` wrote: the same forecasts, the same columns wanted in the same order. */
export async function loadForecaster(folder: string): Promise<FittedForecaster> {
  const { card, model } = await loadModel(folder);
  return {
    name: card.name,
    predict: (windows) => {
      checkWindows(card.name, card, windows);
      return predict(model, windows).map((z) => z * card.target.scale + card.target.offset);
    },
    dispose: () => void model.dispose(),
  };
}
