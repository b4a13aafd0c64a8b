import { type Bars, mapBars } from "../bars.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import { type AdjustmentFactors, adjustmentFactors, undoingFactors } from "./adjustmentFactors.ts";
import type { ActionOptions } from "./exEvents.ts";

/**
 * Bars whose past is counted in the shares of today: each split changes prices and volumes before it; with `dividends` each dividend lowers the prices before it, so that returns are total returns.
 * Levels of the past then depend on later actions, returns do not. `asOf` leaves out what was not known then. The provenance says what was done.
 */
export function adjustBars(bars: Bars, actions: readonly CorporateAction[], options: ActionOptions = {}): Bars {
  return scaled(bars, adjustmentFactors(bars, actions, options), (value, factor) => value * factor, `adjusted for ${what(options)}`);
}

/** Bars as they traded, from bars that `adjustBars` made with the same actions and options. */
export function unadjustBars(bars: Bars, actions: readonly CorporateAction[], options: ActionOptions = {}): Bars {
  return scaled(bars, undoingFactors(bars, actions, options), (value, factor) => value / factor, `adjustment for ${what(options)} undone`);
}

function what({ adjusted = "no", dividends = false }: ActionOptions): string {
  return adjusted === "splits" ? (dividends ? "dividends" : "nothing") : dividends ? "splits and dividends" : "splits";
}

function scaled(bars: Bars, { price, steps, volume }: AdjustmentFactors, change: (value: number, factor: number) => number, remark: string): Bars {
  const made = mapBars(bars, (column, name) => {
    if (name === "closeTime") return column;
    const factors = name === "volume" ? volume : price;
    return column.map((value, row) => change(value, factors[row]!));
  });
  return { ...made, provenance: `${bars.provenance}; ${remark} (${steps.length} ex-${steps.length === 1 ? "day" : "days"})` };
}
