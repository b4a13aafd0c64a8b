import type { Bars } from "../bars.ts";
import { formatBarTime } from "../barTime.ts";
import { dayOfBar, isoDay } from "../calendars/day.ts";
import { MarketError } from "../error.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import type { UtcMillis } from "../units.ts";
import { adjustedAmount, paidAmount } from "./dividendAmount.ts";
import { exDayOf, exRow } from "./exRow.ts";

export type ActionOptions = {
  /** Actions whose ex-day comes later are not known yet. Left out: actions that some bar has seen, so bars that end before an ex-day are not changed by it. */
  readonly asOf?: UtcMillis;
  /** Whether dividends count too, reinvested at the ex-day. Default: splits only. */
  readonly dividends?: boolean;
  /** What the prices are adjusted for already. With "splits", all those of the actions, only dividends are applied, each counted in the same shares as the prices. */
  readonly adjusted?: "no" | "splits";
};

/** What happens between two bars: `row` is the first one after it. */
export type ExEvent = {
  readonly row: number;
  /** Row of the last known close before it. */
  readonly before: number;
  /** New shares for an old one. */
  readonly ratio: number;
  /** Dividends for a share as it is counted in the prices after the event. */
  readonly amount: number;
  readonly actions: readonly CorporateAction[];
};

/** The actions that change these bars, oldest first, those between the same two bars as one. An action before the first known close changes nothing. */
export function exEvents(bars: Bars, actions: readonly CorporateAction[], { adjusted = "no", asOf, dividends = false }: ActionOptions): readonly ExEvent[] {
  const { close, closeTime, symbol } = bars;
  for (let t = 0; t < closeTime.length; t++) {
    if (!(closeTime[t]! > (t === 0 ? -Infinity : closeTime[t - 1]!))) throw new MarketError(`actions: row ${t} of ${symbol} is not later than the row before, so nothing is before or after an ex-day. repairBars sorts them.`);
  }
  refuseBad(actions, symbol);
  const isPast = (exTime: UtcMillis, moment: UtcMillis): boolean => exTime <= moment && (bars.interval !== "1d" || exDayOf(exTime) <= dayOfBar(moment));
  const known = actions.filter(({ exTime }) => (asOf === undefined ? exRow(bars, exTime) < closeTime.length : isPast(exTime, asOf)));
  const rows = [...new Set(known.map(({ exTime }) => exRow(bars, exTime)))].sort((a, b) => a - b);
  return rows.flatMap((row) => {
    const own = known.filter(({ exTime }) => exRow(bars, exTime) === row);
    const splits = own.flatMap((action) => (action.kind === "split" ? [action.ratio] : []));
    const paid = own.flatMap((action) => (action.kind === "dividend" && dividends ? [adjusted === "splits" ? adjustedAmount(action, actions) : paidAmount(action, actions)] : []));
    let before = row - 1;
    while (before >= 0 && !(close[before]! > 0)) before--;
    if (before < 0) return [];
    const event = { row, before, ratio: adjusted === "splits" ? 1 : splits.reduce((product, ratio) => product * ratio, 1), amount: paid.reduce((sum, amount) => sum + amount, 0), actions: own };
    return event.ratio === 1 && event.amount === 0 ? [] : [event];
  });
}

function refuseBad(actions: readonly CorporateAction[], symbol: string): void {
  const seen = new Set<string>();
  for (const action of actions) {
    const value = action.kind === "split" ? action.ratio : action.amount;
    const name = `the ${action.kind} of ${Number.isFinite(action.exTime) ? isoDay(exDayOf(action.exTime)) : String(action.exTime)}`;
    if (action.symbol !== symbol) throw new MarketError(`actions: ${name} is one of ${action.symbol}, the bars are of ${symbol}. Give the actions of the symbol alone.`);
    if (!(value > 0 && Number.isFinite(value)) || !Number.isFinite(action.exTime)) throw new MarketError(`actions: ${name} of ${symbol} has ${action.kind === "split" ? "the ratio" : "the amount"} ${value}. It must be above 0.`);
    // Two sources may give one dividend for a share of then and for one of today.
    const key = `${action.kind} ${exDayOf(action.exTime)} ${Number((action.kind === "split" ? value : paidAmount(action, actions)).toPrecision(4))}`;
    if (seen.has(key)) throw new MarketError(`actions: ${name} of ${symbol} is there twice (ex ${formatBarTime(action.exTime)}), and would count twice. Give it once.`);
    seen.add(key);
  }
}
