import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { LayersModel } from "../../tensorflow/index.ts";
import { loadModel } from "../loadModel.ts";
import type { ModelCard } from "../modelCard.ts";
import { readKerasModel } from "./readKerasModel.ts";
import { readTfjsModel } from "./readTfjsModel.ts";

/** A model of any format that is read: a folder of `saveModel` with its card, a TensorFlow.js folder or model.json, a Keras file. */
export async function openModel(path: string): Promise<{ readonly model: LayersModel; readonly card?: ModelCard }> {
  if (existsSync(path) && statSync(path).isDirectory()) {
    const isStock = existsSync(join(path, "model.json")) && !existsSync(join(path, "card.json"));
    return isStock ? { model: await readTfjsModel(path) } : loadModel(path);
  }
  return { model: path.endsWith(".json") ? await readTfjsModel(path) : await readKerasModel(path) };
}
