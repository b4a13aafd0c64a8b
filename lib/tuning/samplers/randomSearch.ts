import type { Choice, Range } from "../../catalogue/searchSpace.ts";
import { randomStream, split, type RandomStream } from "../../random/index.ts";
import { axisOf } from "./axis.ts";
import type { Sampler } from "./sampler.ts";

/** Each setting drawn evenly from its range, whatever was seen. Bergstra & Bengio 2012, https://jmlr.org/papers/v13/bergstra12a.html */
export const randomSearch: Sampler = (space, _, key) =>
  Object.fromEntries(Object.entries(space).map(([name, range]) => [name, drawEvenly(range, randomStream(split(key, name)))]));

/** One value of a range, each as likely as the others; on the logarithm where the range says so. */
export function drawEvenly(range: Range, { uniform }: RandomStream): Choice {
  if (range.kind === "choice") return range.values[Math.floor(uniform() * range.values.length)]!;
  const axis = axisOf(range);
  return axis.toValue(axis.low + uniform() * (axis.high - axis.low));
}
