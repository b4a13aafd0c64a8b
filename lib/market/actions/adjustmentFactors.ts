import type { Bars } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import { placeOf } from "../finding.ts";
import { type ActionOptions, type ExEvent, exEvents } from "./exEvents.ts";

export type AdjustmentFactors = {
  /** What prices are multiplied with. */
  readonly price: Float64Array;
  /** What volumes are multiplied with: splits alone. */
  readonly volume: Float64Array;
  /** Each change of the factors: the row before it, and what was applied. */
  readonly steps: readonly { readonly row: number; readonly price: number; readonly volume: number; readonly actions: readonly CorporateAction[] }[];
};

/**
 * Backward adjustment of traded prices: rows before a split of r count with 1/r, rows before a dividend D with 1 − D/P, P the last close before it in shares of the ex-day.
 * The last rows keep their prices. The return over an ex-day becomes close/(P − D) − 1: the money is put back at the price the shares open at when nothing else happens.
 * in: bars [T] as they traded, their actions  out: 2 × [T]. Source: Yahoo Finance help, "What is the adjusted close?", by the standards of the Center for Research in Security Prices.
 */
export function adjustmentFactors(bars: Bars, actions: readonly CorporateAction[], options: ActionOptions = {}): AdjustmentFactors {
  return factorsOf(bars, exEvents(bars, actions, options), ({ amount, before, ratio, row }) => {
    const close = bars.close[before]! / ratio;
    if (amount >= close) throw new MarketError(`adjustBars: ${bars.symbol} pays ${amount} before row ${row} (${placeOf(bars, row).date}), and closed at ${close} before. Look at the action: its amount may be for shares before a split.`);
    return (1 - amount / close) / ratio;
  });
}

/** The same factors, worked out from bars that are adjusted already. */
export function undoingFactors(bars: Bars, actions: readonly CorporateAction[], options: ActionOptions = {}): AdjustmentFactors {
  return factorsOf(bars, exEvents(bars, actions, options), ({ amount, before, ratio }, later) => {
    const close = bars.close[before]! / later;
    return close / ((close + amount) * ratio);
  });
}

/** Factors of rows from those of events, latest first; `step` is told the product of the later ones. */
function factorsOf(bars: Bars, events: readonly ExEvent[], step: (event: ExEvent, later: number) => number): AdjustmentFactors {
  const rows = bars.closeTime.length;
  const [price, volume] = [new Float64Array(rows).fill(1), new Float64Array(rows).fill(1)];
  const steps: AdjustmentFactors["steps"][number][] = [];
  let [end, later, shares] = [rows, 1, 1];
  for (const event of events.toReversed()) {
    price.fill(later, event.row, end);
    volume.fill(shares, event.row, end);
    const own = step(event, later);
    [end, later, shares] = [event.row, later * own, shares * event.ratio];
    steps.unshift({ row: event.row, price: own, volume: event.ratio, actions: event.actions });
  }
  price.fill(later, 0, end);
  volume.fill(shares, 0, end);
  return { price, volume, steps };
}
