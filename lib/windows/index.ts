export { WindowError } from "./error.ts";
export { gramianField } from "./gramianField.ts";
export { indicatorImage, type IndicatorImage, type Picture } from "./indicatorImage.ts";
export { seenTargets } from "./seenTargets.ts";
export { selectWindows } from "./selectWindows.ts";
export { slidingWindows, type Target, type WindowOptions, type Windows } from "./slidingWindows.ts";
