import { tf, type LayersModel } from "../tensorflow/index.ts";
import type { ModelCard, NETWORK_FILES } from "./modelCard.ts";
import { checkModelFolder, writeModelFolder } from "./writeModelFolder.ts";

/** What the caller tells of a model; format, versions and hashes are added on saving. */
export type ModelDescription = Pick<ModelCard, "columns" | "lookback" | "horizon"> & {
  /** Default: the model's own name. */
  readonly name?: string;
  readonly target?: ModelCard["target"];
  readonly scaler?: { toJSON(): unknown } | undefined;
  readonly training?: ModelCard["training"];
};

/** Writes a network into a folder: `model.json` and `weights.bin` in the format of TensorFlow.js, and `card.json`. See `writeModelFolder`. */
export async function saveModel(model: LayersModel, folder: string, description: ModelDescription): Promise<void> {
  checkModelFolder(folder);
  await writeModelFolder(folder, await networkFiles(model), { ...description, name: description.name ?? model.name, kind: "network", task: "regression" });
}

/** A network in the format of TensorFlow.js. */
export async function networkFiles(model: LayersModel): Promise<Record<(typeof NETWORK_FILES)[number], Uint8Array>> {
  const files = { "model.json": new Uint8Array(), "weights.bin": new Uint8Array() };
  await model.save(
    tf.io.withSaveHandler(async ({ format, generatedBy, modelTopology, weightData, weightSpecs = [] }) => {
      const weights = tf.io.CompositeArrayBuffer.join(weightData);
      const topology = { format, generatedBy, modelTopology, weightsManifest: [{ paths: ["weights.bin"], weights: weightSpecs }] };
      files["model.json"] = Buffer.from(JSON.stringify(topology));
      files["weights.bin"] = new Uint8Array(weights);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    }),
  );
  return files;
}
