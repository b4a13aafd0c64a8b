import { exRow } from "../../actions/exRow.ts";
import type { Bars } from "../../bars.ts";
import { brief, type Finding, placeOf } from "../../finding.ts";
import type { CorporateAction } from "../../records/corporateAction.ts";

/** What prices are said to be adjusted for. */
export type Adjusted = "no" | "splits" | "splits and dividends";

/** The opening price of an ex-day is within this share of what the split says. */
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
    if (action.symbol !== bars.symbol) continue;
    const row = exRow(bars, action.exTime);
    const [before, open] = [bars.close[row - 1], bars.open[row]];
    if (before === undefined || open === undefined || !(before > 0) || !(open > 0)) continue;
    const where = placeOf(bars, row);
    if (action.kind === "split") {
      const distance = (ratio: number): number => Math.abs(Math.log(before / open / ratio));
      const isThere = distance(action.ratio) < Math.min(TOLERANCE, distance(1));
      const got = `${brief(before)} before, ${brief(open)} after`;
      if (isThere) explained.add(row);
      if (isThere && adjusted !== "no") findings.push({ code: "split not adjusted", severity: "error", where, expected: `prices adjusted for the split ${brief(action.ratio)}:1`, got });
      else if (isThere) findings.push({ code: "known action", severity: "note", where, expected: `the split ${brief(action.ratio)}:1 in prices as they traded`, got });
      else if (adjusted === "no") findings.push({ code: "split not in prices", severity: "error", where, expected: `a jump by the split ${brief(action.ratio)}:1`, got: `${got}: adjusted already?` });
    } else if (adjusted !== "splits and dividends" && action.amount > LARGE_DIVIDEND * before) {
      explained.add(row);
      findings.push({ code: "known action", severity: "note", where, expected: `the price without the dividend of ${brief(action.amount)}`, got: `${brief(before)} before, ${brief(open)} after` });
    }
  }
  return { findings, explained };
}
