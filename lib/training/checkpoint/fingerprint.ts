import { createHash } from "node:crypto";
import type { LayersModel, Optimizer } from "../../tensorflow/index.ts";
import type { Windows } from "../../windows/index.ts";
import { TrainingError } from "../error.ts";
import type { Settings } from "../trainingOptions.ts";

/** What a fit must have in common with the one that wrote a checkpoint, in words or as SHA-256. The number of epochs and the patience may change. */
export type Fingerprint = Readonly<Record<string, string>>;

export type FitParts = {
  readonly model: LayersModel;
  readonly optimizer: Optimizer;
  readonly settings: Settings;
  readonly train: Windows;
  readonly validation: Windows;
  readonly weights: Float32Array | undefined;
};

export function fingerprintOf({ model, optimizer, settings, train, validation, weights }: FitParts): Fingerprint {
  const { batchSize, clipping, key, loss, minDelta, schedule, withNorm } = settings;
  const { learningRate: _, ...config } = optimizer.getConfig();
  return {
    "batch size": String(batchSize),
    loss: loss.name,
    optimizer: `${optimizer.getClassName()} ${JSON.stringify(config)}`,
    "learning rate": schedule.name,
    clipping: clipping ? JSON.stringify(clipping) : "none",
    "norm of gradients": String(withNorm),
    "minimum improvement": String(minDelta),
    key: String(key.state),
    network: sha256(networkText(model)),
    "training windows": windowsHash(train),
    "validation windows": windowsHash(validation),
    "window weights": weights ? sha256(weights) : "none",
  };
}

/** Refuses a checkpoint of another fit and says what differs. */
export function refuseOther(folder: string, there: Fingerprint, here: Fingerprint): void {
  const differing = [...new Set([...Object.keys(there), ...Object.keys(here)])].filter((name) => there[name] !== here[name]);
  if (differing.length === 0) return;
  const texts = differing.map((name) => `${name}: ${shortened(there[name])} there, ${shortened(here[name])} here`);
  throw new TrainingError(`fit: the checkpoint in ${folder} is of another fit (${texts.join("; ")}). Give what it was made with, or another folder.`);
}

function shortened(text = "nothing"): string {
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text;
}

/** Layers and shapes of weights, without names: those are numbered by the models that a process happened to make before. */
function networkText(model: LayersModel): string {
  const layers = model.layers.map((layer) => [layer.getClassName(), layer.getConfig()]);
  const weights = model.weights.map(({ dtype, shape }) => [dtype, shape]);
  return JSON.stringify([layers, weights], (name, value: unknown) => (name === "name" ? undefined : value));
}

function windowsHash({ columns, horizon, inputs, lookback, others = {}, targets }: Windows): string {
  return sha256(JSON.stringify({ columns, horizon, lookback }), inputs, targets, ...Object.entries(others).flat());
}

function sha256(...parts: readonly (string | Float32Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(typeof part === "string" ? part : new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  return hash.digest("hex");
}
