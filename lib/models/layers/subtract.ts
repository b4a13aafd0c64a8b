import { tf } from "../../tensorflow/index.ts";
import { weightless } from "./weightless.ts";

/** The first input less the second. in: two of one shape  out: the same shape */
export const subtract = weightless("Subtract", { shape: (_, x = []) => x, call: (_, a, b) => tf.sub(a!, b!) });
