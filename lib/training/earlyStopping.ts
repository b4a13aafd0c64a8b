import { tf, type LayersModel, type Tensor } from "../tensorflow/index.ts";

/** Keeps a copy of the weights with the lowest validation loss. State is the point. */
export type BestWeights = {
  /** Epoch of the best loss, 0 before the first. */
  readonly epoch: number;
  /** Epochs offered since then. */
  readonly epochsWithout: number;
  /** Copies of the best weights, none before the first. */
  readonly weights: readonly Tensor[];
  offer(validationLoss: number, epoch: number): void;
  /** Gives the model its best weights back. */
  restore(): void;
  /** Goes on from the best weights of an earlier process, after the given validation losses; keeps copies. */
  resume(weights: readonly Tensor[], validationLoss: readonly number[]): void;
  dispose(): void;
};

/** Best weights so far, none yet. Prechelt 1998, "Early stopping, but when?". */
export function bestWeights(model: LayersModel, minDelta: number): BestWeights {
  let copies: Tensor[] = [];
  let lowest = Infinity;
  let best = 0;
  let last = 0;
  const isBetter = (validationLoss: number, epoch: number) => {
    last = epoch;
    if (!(validationLoss < lowest - minDelta)) return false;
    [lowest, best] = [validationLoss, epoch];
    return true;
  };
  const keep = (weights: readonly Tensor[]) => {
    tf.dispose(copies);
    copies = weights.map((weight) => weight.clone());
  };
  return {
    get epoch() {
      return best;
    },
    get epochsWithout() {
      return last - best;
    },
    get weights() {
      return copies;
    },
    offer: (validationLoss, epoch) => {
      if (isBetter(validationLoss, epoch)) keep(model.getWeights());
    },
    restore: () => {
      if (copies.length > 0) model.setWeights(copies);
    },
    resume: (weights, validationLoss) => {
      validationLoss.forEach((loss, k) => isBetter(loss, k + 1));
      keep(weights);
    },
    dispose: () => tf.dispose(copies),
  };
}
