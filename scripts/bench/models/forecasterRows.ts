import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { enginePython } from "../../../environment/setup/enginePeers.mjs";
import { patchTst, temporalFusionTransformer, type Network } from "../../../lib/models/index.ts";
import { randomKey } from "../../../lib/random/index.ts";
import { startEngine, type LayersModel } from "../../../lib/tensorflow/index.ts";
import type { Windows } from "../../../lib/windows/index.ts";
import { firstDifference } from "../agreement.ts";
import { trainer } from "../engine/ours.ts";
import { benchWindows } from "../engine/windows.ts";
import { firstAnswer } from "../firstAnswer.ts";
import { pythonPeer } from "../pythonPeer.ts";
import type { Contest, Suite } from "../timing.ts";
import { startWorker, type Worker } from "../worker.ts";

const WINDOWS = 512;
const STEPS = 3;
const DROPOUT = 0.1;

type Work = {
  readonly work: string;
  /** What the peer knows it by. */
  readonly network: "tft" | "patchTst";
  readonly lookback: number;
  readonly features: number;
  readonly width: number;
  readonly heads: number;
  readonly batch: number;
  readonly build: (dropoutRate: number) => Network;
};

const TFT = { width: 32, heads: 4 };
const PATCHES = { width: 64, heads: 4 };
const WORKS: readonly Work[] = [
  { work: "training step TFT(32) 60×10, batch 64", network: "tft", lookback: 60, features: 10, ...TFT, batch: 64, build: (dropoutRate) => temporalFusionTransformer({ ...TFT, dropoutRate, outputs: { kind: "value" } }) },
  { work: "training step PatchTST(64) 96×7, batch 32", network: "patchTst", lookback: 96, features: 7, ...PATCHES, batch: 32, build: (dropoutRate) => patchTst({ ...PATCHES, dropoutRate }) },
];

/** Training steps of two forecasters against PyTorch's, a thread a core each. */
export const forecasterRows: Suite = WORKS.map((work) => ({ work: work.work, peer: "PyTorch", prepare: () => contestOf(work) }));

const ANSWERS = {
  open: z.strictObject({ versions: z.string().min(1), parameters: z.number().int() }),
  forward: z.strictObject({ values: z.array(z.number()).min(1) }),
  losses: z.strictObject({ values: z.array(z.number()).min(1) }),
  epochs: z.strictObject({ seconds: z.number().positive() }),
};
type Question =
  | ({ readonly ask: "open"; readonly threads: number; readonly folder: string; readonly dropoutRate: number; readonly layers: readonly { readonly name: string; readonly shapes: readonly (readonly (number | null)[])[] }[] } & Omit<Work, "work" | "build">)
  | { readonly ask: "forward" }
  | { readonly ask: "losses" | "epochs"; readonly count: number };

/** The same first weights on both sides; without dropout the same outputs and losses; the times with dropout, as one trains. */
async function contestOf({ build, work, ...sizes }: Work): Promise<Contest> {
  await startEngine();
  const { batch, features, lookback } = sizes;
  const windows = benchWindows(WINDOWS, lookback, features);
  const [plain, trained] = [build(0), build(DROPOUT)].map((network) => network.build({ lookback, features }, randomKey(5)));
  const peer = startWorker<Question, typeof ANSWERS>("PyTorch", pythonPeer(enginePython, import.meta.dirname, "forecasters_peer.py", { CUDA_VISIBLE_DEVICES: "" }), ANSWERS);
  const { parameters, versions } = await opened(peer, sizes, plain!, windows);
  const [checked, ours] = [trainer(plain!, windows, { batch }), trainer(trained!, windows, { batch })];
  const steps = WINDOWS / batch;
  return {
    work, peer: versions, target: 1, each: { name: "step", count: steps },
    ours: () => ours.epochs(1),
    theirs: { measure: async (count) => (await peer.ask({ ask: "epochs", count })).seconds },
    agree: async () => {
      const count = trained!.trainableWeights.reduce((sum, { shape }) => sum + shape.reduce<number>((product, size) => product * (size ?? 1), 1), 0);
      if (count !== parameters) return `${count} weights against ${parameters}`;
      const outputs = firstDifference(checked.forward(), (await peer.ask({ ask: "forward" })).values, { tolerance: 1e-4 });
      return outputs ?? firstDifference(checked.losses(STEPS), (await peer.ask({ ask: "losses", count: STEPS })).values, { tolerance: 1e-3 });
    },
    close: async () => {
      checked.dispose();
      ours.dispose();
      await peer.end();
    },
  };
}

/** Hands windows and weights over through files that are removed again. */
async function opened(peer: Worker<Question, typeof ANSWERS>, sizes: Omit<Work, "work" | "build">, model: LayersModel, windows: Windows) {
  return firstAnswer(peer, (folder) => {
    const layers = model.layers.filter((layer) => layer.trainableWeights.length > 0);
    const values = layers.flatMap((layer) => layer.trainableWeights.map((weight) => bytesOf(weight.read().dataSync())));
    for (const [name, bytes] of [["inputs", bytesOf(windows.inputs)], ["targets", bytesOf(windows.targets)], ["weights", Buffer.concat(values)]] as const) writeFileSync(path.join(folder, `${name}.f32`), bytes);
    const named = layers.map(({ name, trainableWeights }) => ({ name, shapes: trainableWeights.map(({ shape }) => [...shape]) }));
    return peer.ask({ ask: "open", ...sizes, folder, threads: os.availableParallelism(), dropoutRate: DROPOUT, layers: named });
  });
}

function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
