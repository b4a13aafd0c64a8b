export { LabelError } from "./error.ts";
export type { Horizon, Label } from "./label.ts";
export { nextClose } from "./nextClose.ts";
export { nextDirection } from "./nextDirection.ts";
export { nextLogReturn } from "./nextLogReturn.ts";
export { nextReturn } from "./nextReturn.ts";
export { nextRise } from "./nextRise.ts";
export { POSITIONS, threeClasses, type ThreeClassesOptions } from "./threeClasses.ts";
export { tripleBarrier, type TripleBarrierOptions } from "./tripleBarrier.ts";
