import { RESTORERS, type FittedForecaster } from "../models/index.ts";
import { scalerFromJSON, type FittedScaler } from "../scaling/index.ts";
import { TrainingError } from "./error.ts";
import { checkedBytes, loadCard } from "./loadModel.ts";
import type { ModelCard } from "./modelCard.ts";
import { restoreNetwork } from "./fittedNetwork.ts";

/** A forecaster that was saved, and what it takes to feed it from raw columns: columns in order, window, scaler. */
export type LoadedForecaster = FittedForecaster & { readonly card: ModelCard; /** Of the columns, where one was saved. */ readonly scaler?: FittedScaler };

/** A fitted forecaster of any kind from the folder that `saveForecaster` wrote: the same forecasts, the same columns wanted in the same order. */
export async function loadForecaster(folder: string): Promise<LoadedForecaster> {
  const card = await loadCard(folder);
  const restore = card.kind === "network" ? restoreNetwork(card.name, folder) : RESTORERS[card.kind];
  if (!restore) throw new TrainingError(`loadForecaster: ${folder} holds a model of the kind "${card.kind}"; this version knows: network, ${Object.keys(RESTORERS).join(", ")}`);
  const { columns, config, horizon, kind, lookback, target, training } = card;
  const files = Object.fromEntries(await Promise.all(Object.keys(card.files).map(async (name) => [name, await checkedBytes(folder, name, card)] as const)));
  const fitted = await restore({ columns, horizon, lookback }, { kind, config, files, target, training });
  return { ...fitted, name: card.name, card, ...(card.scaler === undefined ? {} : { scaler: scalerOf(folder, card.scaler) }) };
}

function scalerOf(folder: string, saved: unknown): FittedScaler {
  try {
    return scalerFromJSON(saved);
  } catch (error) {
    throw new TrainingError(`loadForecaster: the scaler in ${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
