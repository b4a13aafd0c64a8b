import { join } from "node:path";
import { z } from "zod";
import type { LayersModel } from "../tensorflow/index.ts";
import { TrainingError } from "./error.ts";
import { bytesOf } from "./formats/bytesOf.ts";
import { DESCRIPTION_LIMIT, modelOf, parsed, tfjsTopology, WEIGHTS_LIMIT } from "./formats/tfjsFiles.ts";
import { cardDigest, modelCard, sha256, type ModelCard } from "./modelCard.ts";

const WHO = "loadModel";
const REMEDY = "Give the folder that saveModel wrote.";

/**
 * Reads a model that `saveModel` wrote. Each file must be what it was when it was written: a file missing, cut off, changed or of
 * another format is an error that names it.
 */
export async function loadModel(folder: string): Promise<{ model: LayersModel; card: ModelCard }> {
  const card = await loadCard(folder);
  if (card.kind !== "network") throw new TrainingError(`${WHO}: ${folder} holds a model of the kind "${card.kind}", not a network. loadForecaster reads every kind.`);
  const [description, weights] = [await checkedBytes(folder, "model.json", card), await checkedBytes(folder, "weights.bin", card)];
  const path = join(folder, "model.json");
  return { model: await modelOf(WHO, path, parsed(WHO, tfjsTopology, description, path), weights), card };
}

/** The card of a saved model alone. */
export async function loadCard(folder: string): Promise<ModelCard> {
  const path = join(folder, "card.json");
  const bytes = await bytesOf(path, DESCRIPTION_LIMIT, REMEDY, WHO);
  const content = parsed(WHO, z.record(z.string(), z.unknown()), bytes, path);
  const card = parsed(WHO, modelCard, bytes, path);
  const isWhole = card.digest === undefined ? card.format === 1 : card.digest === cardDigest(content);
  if (!isWhole) throw new TrainingError(`${WHO}: ${path} is not the card that was saved: its digest does not hold. Save the model again.`);
  return card;
}

/** A file of a saved model, as it was when it was saved. */
export async function checkedBytes(folder: string, name: string, { files }: ModelCard): Promise<Buffer> {
  const path = join(folder, name);
  const bytes = await bytesOf(path, name === "model.json" ? DESCRIPTION_LIMIT : WEIGHTS_LIMIT, REMEDY, WHO);
  const [found, saved] = [sha256(bytes), files[name]];
  if (found === saved) return bytes;
  throw new TrainingError(`${WHO}: ${path} is not the file that was saved: SHA-256 ${found.slice(0, 12)}…, the card says ${saved?.slice(0, 12) ?? "nothing of it"}…. Save the model again.`);
}
