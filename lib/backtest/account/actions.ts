import { paidAmount } from "../../market/actions/dividendAmount.ts";
import { exDayOf } from "../../market/actions/exRow.ts";
import { isoDate, type Interval } from "../../market/bars.ts";
import { DAY_MILLIS } from "../../market/calendars/day.ts";
import type { CorporateAction } from "../../market/records/corporateAction.ts";
import { BacktestError } from "../error.ts";

/** A split (new shares for an old one) or a dividend (money a share of its ex-day), due at the first bar that closes at `from` or later. */
export type DueAction = { readonly from: number; readonly ratio: number; readonly amount: number };

/** The splits and dividends of an asset in the order in which its bars meet them; of one day the splits first. Bars must hold prices as they traded, or a split would count twice. */
export function dueActions(symbol: string, interval: Interval, actions: readonly CorporateAction[]): readonly DueAction[] {
  const own = actions.filter((action) => action.symbol === symbol);
  for (const action of own) {
    const value = action.kind === "split" ? action.ratio : action.amount;
    if (value > 0 && Number.isFinite(value) && Number.isFinite(action.exTime)) continue;
    throw new BacktestError(`actions: a ${action.kind} of ${symbol}${Number.isFinite(action.exTime) ? ` (${isoDate(action.exTime)})` : ""} has the ${action.kind === "split" ? "ratio" : "amount"} ${value} and the ex-time ${action.exTime}; give a value above 0 and a time`);
  }
  return own
    .map((action) => ({
      from: interval === "1d" ? exDayOf(action.exTime) * DAY_MILLIS + 1 : action.exTime + 1,
      ratio: action.kind === "split" ? action.ratio : 1,
      amount: action.kind === "dividend" ? paidAmount(action, own) : 0,
    }))
    .sort((a, b) => a.from - b.from || a.amount - b.amount);
}
