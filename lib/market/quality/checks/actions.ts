import { adjustedAmount, paidAmount } from "../../actions/dividendAmount.ts";
import { exRow } from "../../actions/exRow.ts";
import type { Bars } from "../../bars.ts";
import { brief, type Finding, placeOf } from "../../finding.ts";
import type { CorporateAction } from "../../records/corporateAction.ts";

/** What prices are said to be adjusted for. */
export type Adjusted = "no" | "splits" | "splits and dividends";

/** The opening price of an ex-day is within this of what the split says, in logarithms, and nearer to it than half of the split. */
const TOLERANCE = 0.2;
/** Dividends below this share of the price are lost in the day's own move. */
const LARGE_DIVIDEND = 0.03;

/**
 * Known splits and large dividends against the prices. A jump in the ratio of a split is an error in prices said to be adjusted, a note in traded ones; its absence in traded prices is an error, because adjusting them would count it twice.
 * The findings at `explained` rows that only see a jump are then no longer needed.
 */
export function checkActions(bars: Bars, actions: readonly CorporateAction[], adjusted: Adjusted): { readonly findings: readonly Finding[]; readonly explained: ReadonlySet<number> } {
  const findings: Finding[] = [];
  const explained = new Set<number>();
  for (const action of actions) {
    const jump = action.symbol === bars.symbol ? jumpOf(bars, action) : undefined;
    if (jump === undefined) continue;
    const { before, isThere, open, row } = jump;
    const where = placeOf(bars, row);
    if (action.kind === "split") {
      const got = `${brief(before)} before, ${brief(open)} after`;
      if (isThere) explained.add(row);
      if (isThere && adjusted !== "no") findings.push({ code: "split not adjusted", severity: "error", where, expected: `prices adjusted for the split ${brief(action.ratio)}:1`, got });
      else if (isThere) findings.push({ code: "known action", severity: "note", where, expected: `the split ${brief(action.ratio)}:1 in prices as they traded`, got });
      else if (adjusted === "no") findings.push({ code: "split not in prices", severity: "error", where, expected: `a jump by the split ${brief(action.ratio)}:1`, got: `${got}: adjusted already?` });
    } else if (adjusted !== "splits and dividends") {
      const amount = adjusted === "no" ? paidAmount(action, actions) : adjustedAmount(action, actions);
      if (!(amount > LARGE_DIVIDEND * before)) continue;
      explained.add(row);
      findings.push({ code: "known action", severity: "note", where, expected: `the price without the dividend of ${brief(amount)}`, got: `${brief(before)} before, ${brief(open)} after` });
    }
  }
  return { findings, explained };
}

/** The last price before an ex-day and the first one from it on, and whether they jump by the split. Undefined where one of them is not there. After an adjustment the jump is gone, whatever the market did on that day. */
export function jumpOf(bars: Bars, action: CorporateAction): { readonly row: number; readonly before: number; readonly open: number; readonly isThere: boolean } | undefined {
  const row = exRow(bars, action.exTime);
  let last = row - 1;
  while (last >= 0 && !(bars.close[last]! > 0)) last--;
  let first = row;
  while (first < bars.open.length && !(bars.open[first]! > 0 || bars.close[first]! > 0)) first++;
  const before = bars.close[last];
  const open = bars.open[first]! > 0 ? bars.open[first] : bars.close[first];
  if (before === undefined || open === undefined) return undefined;
  const split = action.kind === "split" ? Math.log(action.ratio) : 0;
  return { row, before, open, isThere: Math.abs(Math.log(before / open) - split) < Math.min(TOLERANCE, Math.abs(split) / 2) };
}
