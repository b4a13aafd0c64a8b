import { adam, tf, type Optimizer } from "../tensorflow/index.ts";
import { TrainingError } from "./error.ts";

export const OPTIMIZERS = ["adam", "adamW", "sgd", "rmsprop"] as const;
export type OptimizerName = (typeof OPTIMIZERS)[number];

/** Decoupled weight decay of "adamW", as in Keras. Loshchilov & Hutter 2019. */
const WEIGHT_DECAY = 0.004;

/** What updates the weights, and whose it is: an optimizer that was given keeps its state after the fit. */
export type ChosenOptimizer = {
  readonly optimizer: Optimizer;
  readonly isOwn: boolean;
  /** Its rate is a number in JavaScript: a step compiled with one rate is another step than with another. */
  readonly hasFixedRate: boolean;
};

/** The optimizer of a name with its default settings, or the one that was given. */
export function chosenOptimizer(choice: OptimizerName | Optimizer): ChosenOptimizer {
  const optimizer = typeof choice === "string" ? named(choice) : choice;
  return { optimizer, isOwn: typeof choice === "string", hasFixedRate: isStock(optimizer) };
}

/** The rate that a given optimizer came with. */
export function rateOf(choice: OptimizerName | Optimizer): number | undefined {
  const rate = typeof choice === "string" ? undefined : choice.getConfig()["learningRate"];
  return typeof rate === "number" ? rate : undefined;
}

function named(name: OptimizerName): Optimizer {
  switch (name) {
    case "adam":
      return adam();
    case "adamW":
      return adam({ weightDecay: WEIGHT_DECAY });
    case "sgd":
      return tf.train.sgd(1e-3);
    case "rmsprop":
      return tf.train.rmsprop(1e-3);
    default:
      throw new TrainingError(`fit: optimizer must be one of ${OPTIMIZERS.join(", ")}, or an optimizer such as tf.train.momentum(0.01, 0.9), got "${String(name)}"`);
  }
}

const STOCK = ["Adadelta", "Adagrad", "Adam", "Adamax", "Momentum", "RMSProp", "SGD"];

/** Whether an optimizer is TensorFlow.js's own. Not by instanceof, which calls every optimizer an instance of each of them. */
export function isStock(optimizer: Optimizer): boolean {
  return STOCK.includes(optimizer.getClassName());
}

/** Sets the rate of the next step. */
export function setLearningRate(optimizer: Optimizer, rate: number): void {
  if ("setLearningRate" in optimizer && typeof optimizer.setLearningRate === "function") optimizer.setLearningRate(rate);
  else Object.assign(optimizer, { learningRate: rate });
}
