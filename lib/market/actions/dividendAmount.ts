import type { CorporateAction, Dividend } from "../records/corporateAction.ts";
import type { UtcMillis } from "../units.ts";
import { exDayOf } from "./exRow.ts";

/** A dividend for a share of its ex-day, as it was paid: what a source has divided by splits between the ex-day and its answer is multiplied with them again. On one day the split comes first. */
export function paidAmount({ amount, countedAt, exTime, symbol }: Dividend, actions: readonly CorporateAction[]): number {
  return countedAt === undefined ? amount : amount * splitsAfter(exTime, symbol, actions, countedAt);
}

/** A dividend for a share as it counts in prices that are adjusted for all of the splits. */
export function adjustedAmount(dividend: Dividend, actions: readonly CorporateAction[]): number {
  return paidAmount(dividend, actions) / splitsAfter(dividend.exTime, dividend.symbol, actions);
}

/** What one share of an ex-day has become by a moment. */
function splitsAfter(exTime: UtcMillis, symbol: string, actions: readonly CorporateAction[], until: UtcMillis = Number.POSITIVE_INFINITY): number {
  return actions.reduce((shares, action) => (action.kind === "split" && action.symbol === symbol && exDayOf(action.exTime) > exDayOf(exTime) && action.exTime <= until ? shares * action.ratio : shares), 1);
}
