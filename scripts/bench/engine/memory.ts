import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { interruption } from "../../interruption.ts";
import type { Contest } from "../timing.ts";
import { lstm128 } from "./networks.ts";
import { openPeer } from "./peer.ts";
import { startEngine } from "../../../lib/tensorflow/index.ts";
import { benchWindows } from "./windows.ts";

const BATCH = 32;

export const MEMORY = `memory of a process that trains an epoch, ${lstm128.name}`;

/** Peak memory of a process of its own that does one epoch, ours and Keras's; each turn is a new process. */
export async function memoryContest(target: number): Promise<Contest> {
  await startEngine();
  const windows = benchWindows(4096, lstm128.lookback, lstm128.features);
  const model = lstm128.build();
  const ours = async () => Number((await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, "memoryOfOurs.ts")], { signal: interruption() })).stdout);
  const theirs = async () => {
    const peer = await openPeer("Keras", lstm128, model, windows, BATCH);
    try {
      await peer.ask({ ask: "epochs", count: 1 });
      return (await peer.ask({ ask: "memory" })).bytes;
    } finally {
      await peer.end();
    }
  };
  return {
    work: MEMORY, peer: "Keras", target, unit: "bytes", turns: 3,
    ours: { measure: ours }, theirs: { measure: theirs }, agree: () => undefined,
    close: () => void model.dispose(),
  };
}
