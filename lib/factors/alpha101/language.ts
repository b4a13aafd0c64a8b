export { absolute, sign } from "../operators/arithmetic.ts";
export { add, blend, choose, divide, greater, isAtMost, isLess, lesser, log, multiply, negative, power, signedPower, subtract } from "./arithmetic.ts";
export { neutralise, rank, scale } from "./assets.ts";
export { correlation, covariance } from "./comovement.ts";
export { decayLinear, delay, delta, mean, product, stddev, sum, tsArgMax, tsArgMin, tsMax, tsMin, tsRank } from "./windows.ts";
