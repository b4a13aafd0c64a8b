/** Decodes an HDF5 file in a thread of its own, where a fault of the library stays. */
import { parentPort } from "node:worker_threads";
import h5wasm, { Attribute, Dataset, FS, Group } from "h5wasm";
import type { Hdf5Answer, Hdf5Dataset } from "./hdf5.ts";

const FILE = "/file.h5";

function read(bytes: Uint8Array): Hdf5Answer {
  FS?.writeFile(FILE, bytes);
  const file = new h5wasm.File(FILE, "r");
  const datasets: Hdf5Dataset[] = [];
  const texts = new Map<string, readonly string[]>();
  let room = bytes.length;
  const claim = (items: number, size: number) => {
    room -= items * size;
    if (!(room >= 0)) throw new Error("it declares more data than it holds");
  };
  const keep = (path: string, attributes: Readonly<Record<string, Attribute>>) => {
    for (const [name, attribute] of Object.entries(attributes)) {
      claim(attribute.metadata.total_size, attribute.metadata.size);
      texts.set(`${path}@${name}`, textsOf(attribute.value));
    }
  };

  keep("", file.attrs);
  for (const path of file.paths()) {
    const entity = file.get(path);
    if (entity instanceof Group) keep(path, entity.attrs);
    if (!(entity instanceof Dataset)) continue;
    const { metadata, shape } = entity;
    claim(metadata.total_size, metadata.size);
    const values = floatsOf(entity);
    datasets.push({ path, shape: shape ?? [], type: String(entity.dtype), ...(values ? { values } : {}) });
  }
  file.close();
  return { content: { datasets, texts } };
}

function floatsOf({ dtype, value }: Dataset): Float32Array | undefined {
  if (dtype !== "<f" && dtype !== "<d") return undefined;
  return typeof value === "number" ? Float32Array.of(value) : value instanceof Float32Array || value instanceof Float64Array ? Float32Array.from(value) : undefined;
}

function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === "string");
}

async function answer(bytes: Uint8Array): Promise<Hdf5Answer> {
  await h5wasm.ready;
  try {
    return read(bytes);
  } catch (error) {
    return { refusal: error instanceof Error && !(error instanceof WebAssembly.RuntimeError) && error.message.startsWith("it ") ? error.message : "its structure is damaged" };
  }
}

parentPort?.on("message", (bytes: Uint8Array) => void answer(bytes).then((found) => parentPort?.postMessage(found)));
