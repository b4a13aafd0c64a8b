import { Worker } from "node:worker_threads";
import { TrainingError } from "../error.ts";

/** Numbers of an HDF5 file under their path. `values` is missing where they are no floats of 32 or 64 bits. */
export type Hdf5Dataset = { readonly path: string; readonly shape: readonly number[]; readonly type: string; readonly values?: Float32Array };

/** What a Keras file keeps in HDF5: datasets, and attributes of text under "path@name". */
export type Hdf5Content = { readonly datasets: readonly Hdf5Dataset[]; readonly texts: ReadonlyMap<string, readonly string[]> };

export type Hdf5Answer = { readonly content: Hdf5Content } | { readonly refusal: string };

const SIGNATURE = "\x89HDF\r\n\x1a\n";

/**
 * Reads an HDF5 file from its bytes. It is decoded in a thread of its own, in memory: a damaged file can stop that thread alone, links
 * to other files lead nowhere, and nothing is left on disk. `path` is for the error text.
 */
export async function readHdf5(path: string, bytes: Uint8Array): Promise<Hdf5Content> {
  const refuse = (why: string) => new TrainingError(`${path} is not a whole HDF5 file: ${why}. Copy or save it again.`);
  if (!SIGNATURE.split("").every((char, k) => bytes[k] === char.charCodeAt(0))) throw refuse("it begins neither as one nor as a .keras archive");
  const answer = await decoded(bytes);
  if ("refusal" in answer) throw refuse(answer.refusal);
  return answer.content;
}

/** A thread that has read whole files alone is kept for the next; it does not keep the process alive. */
let idle: Worker | undefined;

/** The library prints a stack for each fault it meets; the thread's own streams swallow it. */
async function decoded(bytes: Uint8Array): Promise<Hdf5Answer> {
  const worker = idle ?? new Worker(new URL("./hdf5Worker.ts", import.meta.url), { stdout: true, stderr: true });
  idle = undefined;
  worker.ref();
  const answer = await answerOf(worker, bytes);
  if ("content" in answer && !idle) {
    worker.unref();
    idle = worker;
  } else await worker.terminate();
  return answer;
}

function answerOf(worker: Worker, bytes: Uint8Array): Promise<Hdf5Answer> {
  return new Promise((resolve) => {
    const settle = (answer: Hdf5Answer) => {
      worker.off("message", settle).off("error", fail).off("exit", fail);
      resolve(answer);
    };
    const fail = () => settle({ refusal: "its structure is damaged" });
    worker.on("message", settle).on("error", fail).on("exit", fail);
    worker.postMessage(bytes);
  });
}
