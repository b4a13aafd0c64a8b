/** How far a fit has come: with the weights and the optimizer's state, all that the rest of it follows from. */
export type Position = {
  /** The epoch under way, 1, 2, … */
  epoch: number;
  /** Steps done in it. */
  step: number;
  /** Sums over those steps: windows, loss times windows, norm of the gradients. */
  windows: number;
  lossSum: number;
  normSum: number;
  /** Of the epochs that ended. */
  readonly loss: number[];
  readonly validationLoss: number[];
  readonly learningRate: number[];
  readonly gradientNorm: number[];
};

export function firstPosition(): Position {
  return { epoch: 1, step: 0, windows: 0, lossSum: 0, normSum: 0, loss: [], validationLoss: [], learningRate: [], gradientNorm: [] };
}

/** Enters the epoch that just ended in the history and moves to the next. */
export function closeEpoch(position: Position, validationLoss: number, learningRate: number, withNorm: boolean): void {
  position.loss.push(position.lossSum / position.windows);
  position.validationLoss.push(validationLoss);
  position.learningRate.push(learningRate);
  if (withNorm) position.gradientNorm.push(position.normSum / position.step);
  position.epoch++;
  position.step = position.windows = position.lossSum = position.normSum = 0;
}
