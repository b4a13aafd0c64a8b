import type { Windows } from "../windows/index.ts";
import { TrainingError } from "./error.ts";
import type { Loss } from "./losses/index.ts";

/** Weight of each class by its number; "balanced" gives each class the same sum of weights. A class that is not named weighs 1. */
export type ClassWeights = "balanced" | ReadonlyMap<number, number> | Readonly<Record<number, number>>;

export type WeightOptions = {
  /** Weight of each training window, such as a decay with its age. [N] */
  readonly sampleWeights?: Float32Array;
  /** For losses of classes. With sample weights the two are multiplied. */
  readonly classWeights?: ClassWeights;
};

/** Weight of each training window, none where nothing was asked. out: [N] */
export function windowWeights(train: Windows, loss: Loss, { classWeights, sampleWeights }: WeightOptions): Float32Array | undefined {
  if (sampleWeights) checkSampleWeights(sampleWeights, train.count);
  if (!classWeights) return sampleWeights;
  if (loss.targets === "number") throw new TrainingError(`fit: classWeights need targets that are classes, the loss ${loss.name} takes any number. Give sampleWeights instead.`);
  const ofClass = classWeights === "balanced" ? balanced(train.targets) : new Map(entriesOf(classWeights));
  for (const [label, weight] of ofClass) {
    if (!(weight >= 0 && weight < Infinity)) throw new TrainingError(`fit: the weight of class ${label} must be ≥ 0, got ${weight}`);
  }
  return train.targets.map((label, n) => (ofClass.get(label) ?? 1) * (sampleWeights?.[n] ?? 1));
}

/** N / (K N_k) for class k of K, N_k windows of it. King & Zeng 2001. */
export function balanced(labels: Float32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return new Map([...counts].map(([label, count]) => [label, labels.length / (counts.size * count)]));
}

function entriesOf(weights: Exclude<ClassWeights, "balanced">): [number, number][] {
  if (weights instanceof Map) return [...weights];
  return Object.entries(weights).map(([label, weight]) => [Number(label), weight]);
}

function checkSampleWeights(weights: Float32Array, count: number): void {
  if (weights.length !== count) throw new TrainingError(`fit: sampleWeights has ${weights.length} numbers for ${count} training windows; give one a window, in their order`);
  const at = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (at >= 0) throw new TrainingError(`fit: the sample weight of window ${at} must be ≥ 0, got ${weights[at]}`);
  if (!weights.some((weight) => weight > 0)) throw new TrainingError("fit: all sample weights are 0; nothing could be learnt");
}
