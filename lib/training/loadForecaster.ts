import { RESTORERS, type FittedForecaster, type InnerRestorer, type Restorer } from "../models/index.ts";
import { scalerFromJSON, type FittedScaler } from "../scaling/index.ts";
import { TrainingError } from "./error.ts";
import { checkedBytes, loadCard } from "./loadModel.ts";
import type { ModelCard } from "./modelCard.ts";
import { restoreNetwork } from "./fittedNetwork.ts";

/** A forecaster that was saved, and what it takes to feed it from raw columns: columns in order, window, scaler. */
export type LoadedForecaster = FittedForecaster & { readonly card: ModelCard; /** Of the columns, where one was saved. */ readonly scaler?: FittedScaler };

export type LoadOptions = {
  /** Who reads further kinds of saved state than those of lib/models and networks, such as `ENSEMBLE_RESTORERS` of lib/ensembles. */
  readonly restorers?: Readonly<Record<string, Restorer>>;
};

/** A fitted forecaster of any kind from the folder that `saveForecaster` wrote: the same forecasts, the same columns wanted in the same order. */
export async function loadForecaster(folder: string, { restorers = {} }: LoadOptions = {}): Promise<LoadedForecaster> {
  const card = await loadCard(folder);
  const { columns, config, horizon, kind, lookback, target, training } = card;
  const files = Object.fromEntries(await Promise.all(Object.keys(card.files).map(async (name) => [name, await checkedBytes(folder, name, card)] as const)));
  const fitted = await restorer(folder, { ...RESTORERS, ...restorers })(card.name, { columns, horizon, lookback }, { kind, config, files, target, training });
  return { ...fitted, name: card.name, card, ...(card.scaler === undefined ? {} : { scaler: scalerOf(folder, card.scaler) }) };
}

/** Restores models of all kinds, and those that lie within them; the folder is for messages. */
function restorer(folder: string, known: Readonly<Record<string, Restorer>>): InnerRestorer {
  const restored: InnerRestorer = async (name, reads, state) => {
    const restore = state.kind === "network" ? restoreNetwork(name, folder) : known[state.kind];
    if (!restore) throw new TrainingError(`loadForecaster: ${folder} holds a model of the kind "${state.kind}"; known here: network, ${Object.keys(known).join(", ")}; further ones are given as restorers`);
    return restore(reads, state, restored);
  };
  return restored;
}

function scalerOf(folder: string, saved: unknown): FittedScaler {
  try {
    return scalerFromJSON(saved);
  } catch (error) {
    throw new TrainingError(`loadForecaster: the scaler in ${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
