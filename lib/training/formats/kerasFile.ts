import { TrainingError } from "../error.ts";
import { bytesOf } from "./bytesOf.ts";
import { readHdf5, type Hdf5Content } from "./hdf5.ts";
import { readZip } from "./zip.ts";

/** A Keras file taken apart: its weights, and the network's description where the file has one. */
export type KerasFile = { readonly weights: Hdf5Content; /** JSON */ readonly config?: string; readonly version?: string };

/** Bytes of the greatest file that is read. */
const LIMIT = 2 ** 31 - 1;

const PARTS = { config: "config.json", metadata: "metadata.json", weights: "model.weights.h5" };

/** Opens `.keras` (Keras 3: a zip of JSON and HDF5), `.weights.h5` (Keras 3) and `.h5` (whole model or weights in the older layout). */
export async function openKerasFile(path: string): Promise<KerasFile> {
  const bytes = await bytesOf(path, LIMIT, "Give a file that Keras wrote: .keras, .weights.h5 or .h5.");
  if (bytes[0] !== 0x50) return fromHdf5(await readHdf5(path, bytes)); // zip archives begin with "P"
  const files = readZip(path, bytes, Object.values(PARTS));
  const part = (name: string) => {
    const content = files.get(name);
    if (!content) throw new TrainingError(`${path} is no Keras model: ${name} is not in it. Save it by Keras 3's model.save("….keras").`);
    return content;
  };
  return {
    config: Buffer.from(part(PARTS.config)).toString("utf8"),
    weights: await readHdf5(`${path}, ${PARTS.weights} in it,`, part(PARTS.weights)),
    ...versionOf(path, Buffer.from(part(PARTS.metadata)).toString("utf8")),
  };
}

function fromHdf5(weights: Hdf5Content): KerasFile {
  const [config] = weights.texts.get("@model_config") ?? [];
  const [version] = weights.texts.get("@keras_version") ?? weights.texts.get("model_weights@keras_version") ?? [];
  return { weights, ...(config === undefined ? {} : { config }), ...(version === undefined ? {} : { version }) };
}

function versionOf(path: string, metadata: string): { version?: string } {
  const version = /"keras_version"\s*:\s*"([^"]*)"/.exec(metadata)?.[1];
  if (version === undefined) throw new TrainingError(`${path} is no Keras model: its metadata.json does not say which Keras wrote it.`);
  if (!version.startsWith("3.")) throw new TrainingError(`${path} was written by Keras ${version}; .keras files of Keras 3 are read. Save it again by Keras 3, or as .h5.`);
  return { version };
}
