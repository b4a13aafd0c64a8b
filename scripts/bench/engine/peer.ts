import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { LayersModel } from "../../../lib/tensorflow/index.ts";
import type { Windows } from "../../../lib/windows/index.ts";
import { firstAnswer } from "../firstAnswer.ts";
import type { EngineNetwork } from "./networks.ts";
import { startPeer, type PeerName, type PeerWorker } from "./worker.ts";

/** Threads of each peer: as many as ours takes, one a core that this process may use. */
const THREADS = os.availableParallelism();

export type Peer = PeerWorker & { readonly versions: string };

/** A peer that holds the network with the model's weights, and the windows. They go to it through files that are removed again. */
export async function openPeer(name: PeerName, network: EngineNetwork, model: LayersModel, windows: Windows, batch: number): Promise<Peer> {
  const worker = startPeer(name);
  const { versions } = await firstAnswer(worker, (folder) => {
    const weights = model.getWeights();
    const flat = Buffer.concat(weights.map((weight) => bytesOf(weight.dataSync())));
    for (const [file, bytes] of [["inputs", bytesOf(windows.inputs)], ["targets", bytesOf(windows.targets)], ["weights", flat]] as const) {
      writeFileSync(path.join(folder, `${file}.f32`), bytes);
    }
    const { features, kind, lookback, units } = network;
    return worker.ask({ ask: "open", network: kind, units, lookback, features, batch, threads: THREADS, folder, weights: weights.map(({ shape }) => shape) });
  });
  return { ...worker, versions };
}

function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
