import type { FittedForecaster } from "../models/forecaster.ts";
import type { FittedScaler } from "../scaling/index.ts";
import { writeModelFolder } from "./writeModelFolder.ts";

/**
 * Writes a fitted forecaster of any kind into a folder: its files, and a card with columns, window, versions and hashes.
 * The scaler of the columns is kept with it, so that `loadForecaster` can be fed from raw columns; `about`, plain JSON, says what the model was made of;
 * `beside` are further files by name, such as a judgement, which the card's hashes cover too.
 */
export async function saveForecaster(fitted: FittedForecaster, folder: string, { about, beside = {}, scaler }: { readonly scaler?: FittedScaler; readonly about?: Readonly<Record<string, unknown>>; readonly beside?: Readonly<Record<string, Uint8Array>> } = {}): Promise<void> {
  const { config, files = {}, kind, target, training } = await fitted.saved();
  await writeModelFolder(folder, { ...beside, ...files }, { ...fitted.reads, name: fitted.name, task: fitted.task, kind, config, scaler, ...(target ? { target } : {}), ...(training ? { training } : {}), ...(about ? { about } : {}) });
}
