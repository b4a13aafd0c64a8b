export { ScalingError } from "./error.ts";
export type { ColumnScale, FittedScaler, SavedScaler, ScalerKind } from "./fittedScaler.ts";
export { fitMinMax } from "./minMax.ts";
export { fitRobust } from "./robust.ts";
export { scalerFromJSON } from "./scalerFromJSON.ts";
export { fitStandard } from "./standard.ts";
