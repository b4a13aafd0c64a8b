import { columnsOf } from "../../factors/columns.ts";
import type { Bars } from "../../market/bars.ts";
import { detectLookAhead, type LookAheadOptions } from "./detectLookAhead.ts";
import type { LookAheadFinding } from "./leakFinding.ts";

/** A position or a signal for each bar, decided at its close. */
export type SignalMaker = (bars: Bars) => Float64Array;

/** Whether a strategy's positions depend on later bars: the same tests, on the one column `signal`. */
export function detectSignalLeak(makeSignal: SignalMaker, bars: Bars, options: LookAheadOptions): readonly LookAheadFinding[] {
  return detectLookAhead((given) => columnsOf(given.closeTime, { signal: makeSignal(given) }), bars, options);
}
