export { LabelError } from "./error.ts";
export type { Horizon, Label } from "./label.ts";
export { nextClose } from "./nextClose.ts";
export { nextDirection } from "./nextDirection.ts";
export { nextLogReturn } from "./nextLogReturn.ts";
