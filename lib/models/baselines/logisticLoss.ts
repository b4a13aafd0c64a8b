import type { Objective } from "./minimise.ts";

type Data = {
  /** Standardised. [N·P] */
  readonly inputs: Float64Array;
  /** Class numbers. [N] */
  readonly targets: Float32Array;
  readonly width: number;
  /** 1 for two classes, else K. */
  readonly lines: number;
  /** By class. [K] */
  readonly weightOf: Float64Array;
  readonly alpha: number;
};

/**
 * Mean over the windows of −v log P(y | x), and α/2N ‖w‖², with its gradient.
 * in: line after line of P weights and the intercept [L·(P+1)]
 */
export function logisticLoss({ alpha, inputs, lines, targets, weightOf, width }: Data): Objective {
  const count = targets.length;
  const size = width + 1;
  const residual = new Float64Array(lines);
  return (x, gradient) => {
    let loss = 0;
    gradient.fill(0);
    for (let n = 0; n < count; n++) {
      const row = n * width;
      for (let k = 0; k < lines; k++) {
        let score = x[k * size + width]!;
        for (let p = 0; p < width; p++) score += x[k * size + p]! * inputs[row + p]!;
        residual[k] = score;
      }
      const y = targets[n]!;
      const weight = weightOf[y]! / count;
      loss += weight * (lines === 1 ? binaryResidual(residual, y) : multinomialResidual(residual, y));
      for (let k = 0; k < lines; k++) {
        const slope = weight * residual[k]!;
        for (let p = 0; p < width; p++) gradient[k * size + p]! += slope * inputs[row + p]!;
        gradient[k * size + width]! += slope;
      }
    }
    for (let k = 0; k < lines; k++) {
      for (let p = 0; p < width; p++) {
        const w = x[k * size + p]!;
        loss += ((alpha / count) * w * w) / 2;
        gradient[k * size + p]! += (alpha / count) * w;
      }
    }
    return loss;
  };
}

/** Turns the score of class 1 into P − y, and returns −log P(y). */
function binaryResidual(scores: Float64Array, y: number): number {
  const score = scores[0]!;
  const signed = y === 1 ? -score : score;
  scores[0] = 1 / (1 + Math.exp(-score)) - y;
  return Math.max(signed, 0) + Math.log1p(Math.exp(-Math.abs(signed)));
}

/** Turns scores into P − 1(class is y), and returns −log P(y). */
function multinomialResidual(scores: Float64Array, y: number): number {
  let highest = -Infinity;
  for (const score of scores) highest = Math.max(highest, score);
  const own = scores[y]!;
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += scores[k] = Math.exp(scores[k]! - highest);
  for (let k = 0; k < scores.length; k++) scores[k]! /= sum;
  scores[y]! -= 1;
  return highest + Math.log(sum) - own;
}
