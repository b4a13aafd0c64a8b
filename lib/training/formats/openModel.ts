import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { LayersModel } from "../../tensorflow/index.ts";
import { loadModel } from "../loadModel.ts";
import { TrainingError } from "../error.ts";
import type { ModelCard } from "../modelCard.ts";
import { readKerasModel } from "./readKerasModel.ts";
import { readTfjsModel } from "./readTfjsModel.ts";

const REMEDY = "Give a folder that saveModel wrote, a folder of TensorFlow.js, or a file of Keras (.keras, .h5).";

/** A model of any format that is read: a folder of `saveModel` with its card, a TensorFlow.js folder or model.json, a Keras file. */
export async function openModel(path: string): Promise<{ readonly model: LayersModel; readonly card?: ModelCard }> {
  if (!existsSync(path)) throw new TrainingError(`openModel: ${path === "" ? "an empty path" : path} does not exist. ${REMEDY}`);
  if (statSync(path).isDirectory()) {
    if (existsSync(join(path, "card.json"))) return loadModel(path);
    if (existsSync(join(path, "model.json"))) return { model: await readTfjsModel(path) };
    throw new TrainingError(`openModel: the folder ${path} holds no model: neither card.json nor model.json is in it. ${REMEDY}`);
  }
  if (basename(path) === "model.json" && existsSync(join(dirname(path), "card.json"))) return loadModel(dirname(path));
  return { model: path.endsWith(".json") ? await readTfjsModel(path) : await readKerasModel(path) };
}
