import { missingValue } from "../models/missingValue.ts";
import type { Windows } from "../windows/index.ts";
import { TrainingError } from "./error.ts";

/** Refuses windows with nothing in them, or with a value that is missing. `batchOf` tells the batch that a window would have been in. */
export function refuseMissing(name: string, windows: Windows, batchOf: (n: number) => string): void {
  if (windows.count === 0) throw new TrainingError(`${name}: there is no window. Give more bars or a shorter lookback.`);
  const missing = missingValue(windows);
  if (missing) throw new TrainingError(`${name}: ${missing.fact}. It would be in ${batchOf(missing.window)}. ${missing.remedy}`);
}
