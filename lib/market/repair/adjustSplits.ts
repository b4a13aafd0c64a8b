import { adjustmentFactors } from "../actions/adjustmentFactors.ts";
import { INTERVAL_MILLIS } from "../barTime.ts";
import { mapBars, type Bars } from "../bars.ts";
import { DAY_MILLIS, dayOfBar } from "../calendars/day.ts";
import { MarketError } from "../error.ts";
import { brief, type Finding, placeOf } from "../finding.ts";
import { jumpOf } from "../quality/checks/actions.ts";
import { suspectedRatio } from "../quality/checks/splitRatio.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import type { Change } from "./repairPlan.ts";

/** A suspected split made an action, by a person who has looked it up: the ratio is the usual one nearest to the jump. It counts from the bar of the finding on. */
export function confirmSplit(bars: Bars, { code, where: { date, row } }: Finding): CorporateAction {
  const time = bars.closeTime[row];
  let before = row - 1;
  while (before >= 0 && !(bars.close[before]! > 0)) before--;
  const ratio = suspectedRatio(bars.close[before]! / (bars.open[row]! > 0 ? bars.open[row]! : bars.close[row]!));
  if (code !== "suspected split" || time === undefined || ratio === undefined) throw new MarketError(`confirmSplit: row ${row} (${date}) of ${bars.symbol} holds no suspected split, the finding is "${code}". Give a finding of checkBars over these bars, or write the action by hand.`);
  return { kind: "split", symbol: bars.symbol, exTime: bars.interval === "1d" ? dayOfBar(time) * DAY_MILLIS : time - INTERVAL_MILLIS[bars.interval], ratio };
}

/** Prices and volumes before each split counted in the shares after it, where the prices jump by it; one without its jump is in the prices already, and `checkBars` says so. */
export function adjustSplits(bars: Bars, actions: readonly CorporateAction[], changes: Change[]): Bars {
  const jumps = actions.filter((action) => action.kind === "split" && jumpOf(bars, action)?.isThere === true);
  const { price, steps, volume } = adjustmentFactors(bars, jumps);
  for (const { price: factor, row, volume: shares } of steps) {
    const last = row - 1;
    changes.push({
      code: "split adjusted", where: placeOf(bars, last, "close"), from: bars.close[last]!, to: bars.close[last]! * price[last]!, looksAhead: false, scaled: { price: factor, volume: shares },
      why: `the split ${brief(shares)}:1 before row ${row} (${placeOf(bars, row).date}): every price to here times ${brief(factor)}, every volume times ${brief(shares)}`,
    });
  }
  return mapBars(bars, (column, name) => (name === "closeTime" ? column : column.map((value, row) => value * (name === "volume" ? volume : price)[row]!)));
}
