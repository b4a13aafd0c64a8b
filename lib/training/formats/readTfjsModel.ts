import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LayersModel } from "../../tensorflow/index.ts";
import { TrainingError } from "../error.ts";
import { bytesOf } from "./bytesOf.ts";
import { DESCRIPTION_LIMIT, modelOf, parsed, tfjsTopology, WEIGHTS_LIMIT } from "./tfjsFiles.ts";

const REMEDY = "Give the folder, or the model.json in it, that TensorFlow.js wrote by model.save.";

/**
 * Reads a model in the layers format of TensorFlow.js: `model.json` and its files of weights, as `model.save` and the converter write
 * them. Layers of ours and of TensorFlow.js. A model that `saveModel` wrote is better read by `loadModel`, which checks its files.
 */
export async function readTfjsModel(folder: string): Promise<LayersModel> {
  const isFolder = await stat(folder).then((stats) => stats.isDirectory(), () => false);
  const path = isFolder ? join(folder, "model.json") : folder;
  const bytes = await bytesOf(path, DESCRIPTION_LIMIT, REMEDY, "readTfjsModel");
  if (/"format"\s*:\s*"graph-model"/.test(bytes.toString("utf8"))) throw new TrainingError(`readTfjsModel: ${path} is a graph model, whose layers are gone. Convert the Keras model to the layers format, or give its .keras file to readKerasModel.`);
  const topology = parsed("readTfjsModel", tfjsTopology, bytes, path, REMEDY);
  const shards: Buffer[] = [];
  for (const name of topology.weightsManifest.flatMap(({ paths }) => paths)) shards.push(await bytesOf(join(dirname(path), name), WEIGHTS_LIMIT, "It belongs to model.json; copy all files of the model.", "readTfjsModel"));
  return modelOf("readTfjsModel", path, topology, Buffer.concat(shards));
}
