export { constant } from "./constant.ts";
export { cosine, type CosineOptions } from "./cosine.ts";
export { exponential, type ExponentialOptions } from "./exponential.ts";
export { plateau, type PlateauOptions } from "./plateau.ts";
export { type Duration, type Moment, type Schedule } from "./schedule.ts";
export { warmUp } from "./warmUp.ts";
