import { type Bars, mapBars } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import { type AdjustmentFactors, adjustmentFactors, undoingFactors } from "./adjustmentFactors.ts";
import type { ActionOptions } from "./exEvents.ts";

/**
 * Bars whose past is counted in the shares of today: each split changes prices and volumes before it; with `dividends` each dividend lowers the prices before it, so that returns are total returns.
 * Levels of the past then depend on later actions, returns do not. `asOf` leaves out what was not known then. The provenance says what was done.
 */
export function adjustBars(bars: Bars, actions: readonly CorporateAction[], options: ActionOptions = {}): Bars {
  refuseTwice(bars, options);
  return scaled(bars, adjustmentFactors(bars, actions, options), (value, factor) => value * factor, `adjusted for ${what(options)}`);
}

/** Bars as they traded, from bars that `adjustBars` made with the same actions and options. */
export function unadjustBars(bars: Bars, actions: readonly CorporateAction[], options: ActionOptions = {}): Bars {
  return scaled(bars, undoingFactors(bars, actions, options), (value, factor) => value / factor, `adjustment for ${what(options)} undone`);
}

/** Prices that say what they are adjusted for are not adjusted for it again. */
function refuseTwice({ provenance, symbol }: Bars, { adjusted, dividends = false }: ActionOptions): void {
  const told = provenance.slice(Math.max(0, provenance.lastIndexOf("undone")));
  const isTwice = /adjusted for (splits and )?dividends/.test(told) && dividends;
  if (!isTwice && !(adjusted === undefined && /adjusted for splits|split adjusted/.test(told))) return;
  const remedy = isTwice ? "Leave dividends out, or undo them with unadjustBars." : 'Say { adjusted: "splits", dividends: true } for total returns, or { adjusted: "no" } if that is wrong; unadjustBars gives the prices as they traded.';
  throw new MarketError(`adjustBars: the prices of ${symbol} are adjusted for ${isTwice ? "dividends" : "splits"} already, by their provenance ("${provenance}"). ${remedy}`);
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
