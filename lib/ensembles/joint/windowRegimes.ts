import { z } from "zod";
import type { Windows } from "../../windows/index.ts";
import { EnsembleError } from "../error.ts";
import { type Regime, regimeOf } from "../regimeOf.ts";

/** Where windows tell the market's regime: two of their columns, at the last step, and the thresholds in the unit that the columns have there. */
export const windowRegimesSchema = z.strictObject({ strength: z.string(), volatilityRatio: z.string(), trend: z.number().exactOptional(), expansion: z.number().exactOptional() });
export type WindowRegimes = z.infer<typeof windowRegimesSchema>;

/** The regime in which each window's decision falls. Scaled columns want thresholds that are scaled alike. out: [N] */
export function windowRegimes(name: string, windows: Windows, { strength, volatilityRatio, ...thresholds }: WindowRegimes): Regime[] {
  return regimeOf({ strength: lastOf(name, windows, strength), volatilityRatio: lastOf(name, windows, volatilityRatio) }, thresholds);
}

function lastOf(name: string, { columns, count, features, inputs, lookback }: Windows, column: string): Float64Array {
  const place = columns.indexOf(column);
  if (place < 0) throw new EnsembleError(`${name}: there is no column "${column}" to read the regime from; the windows have ${columns.join(", ")}`);
  return Float64Array.from({ length: count }, (_, n) => inputs[((n + 1) * lookback - 1) * features + place]!);
}
