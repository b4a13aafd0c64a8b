import type { FitOptions, FittedForecaster } from "../../models/index.ts";
import { randomKey } from "../../random/index.ts";
import type { Windows } from "../../windows/index.ts";
import type { EstimatorClaims } from "./claims.fixture.ts";

/** Fits a new forecaster of these claims; the same key unless another is given. */
export function fitted({ fit, make }: EstimatorClaims, train: Windows, validation: Windows, classes: number | undefined, options: Partial<FitOptions> = {}): Promise<FittedForecaster> {
  return make(classes ?? 2).fit(train, validation, { key: randomKey(1), ...fit, ...options });
}
