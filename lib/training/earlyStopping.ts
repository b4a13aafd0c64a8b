import { tf, type LayersModel, type Tensor } from "../tensorflow/index.ts";

/** Keeps a copy of the weights with the lowest validation loss. State is the point. */
export type BestWeights = {
  /** Epoch of the best loss, 0 before the first. */
  readonly epoch: number;
  /** Epochs offered since then. */
  readonly epochsWithout: number;
  offer(validationLoss: number, epoch: number): void;
  /** Gives the model its best weights back. */
  restore(): void;
  dispose(): void;
};

/** Best weights so far, none yet. Prechelt 1998, "Early stopping, but when?". */
export function bestWeights(model: LayersModel, minDelta: number): BestWeights {
  let copies: Tensor[] = [];
  let lowest = Infinity;
  let best = 0;
  let last = 0;
  return {
    get epoch() {
      return best;
    },
    get epochsWithout() {
      return last - best;
    },
    offer: (validationLoss, epoch) => {
      last = epoch;
      if (!(validationLoss < lowest - minDelta)) return;
      tf.dispose(copies);
      copies = model.getWeights().map((weight) => weight.clone());
      lowest = validationLoss;
      best = epoch;
    },
    restore: () => {
      if (copies.length > 0) model.setWeights(copies);
    },
    dispose: () => tf.dispose(copies),
  };
}
