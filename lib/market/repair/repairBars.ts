import { isCloseTime } from "../barTime.ts";
import { mapBars, sliceBars, type Bars } from "../bars.ts";
import { MarketError } from "../error.ts";
import { checkMoves } from "../quality/checks/moves.ts";
import { firstUnfinished } from "../quality/checks/unfinished.ts";
import { checkValues } from "../quality/checks/values.ts";
import { guessCalendar } from "../quality/tradingCalendar.ts";
import { type Finding, type FindingCode, placeOf } from "../finding.ts";
import { adjustSplits } from "./adjustSplits.ts";
import { fillForward } from "./fillForward.ts";
import { interpolate } from "./interpolate.ts";
import { type Change, type RepairPlan, repairRemark } from "./repairPlan.ts";
import { sessionBreaks } from "./sessionBreaks.ts";
import { sortRows } from "./sortRows.ts";

export type Repaired = { readonly bars: Bars; readonly changes: readonly Change[] };

const BAD: ReadonlySet<FindingCode> = new Set(["price not positive", "high below low", "open outside range", "close outside range", "negative volume"]);

/**
 * Repairs bars as planned, in the order of the plan's fields, and lists every change. Good bars are left as they are; no bar is invented.
 * A second run changes nothing more, but for outliers: those are judged by the bars around them, and without them others may stand out.
 */
export function repairBars(bars: Bars, plan: RepairPlan): Repaired {
  const changes: Change[] = [];
  const calendar = plan.calendar ?? guessCalendar(bars);
  let current = mapBars(bars, (column) => column.slice());
  if (plan.order !== "keep") {
    // A row without a time has no place among the others.
    const timeless = new Map([...current.closeTime.keys()].filter((row) => !isCloseTime(current.closeTime[row]!)).map((row) => [row, "no time"]));
    current = sortRows(remedy(current, "drop", timeless, false, changes), plan.order, changes);
  }
  if (plan.unfinished === "drop") current = dropUnfinished(current, plan, calendar, changes);
  current = remedy(current, plan.badBars, reasons(checkValues(current), ({ code }) => BAD.has(code)), false, changes);
  if (plan.splits === "adjust") {
    if (plan.actions === undefined) throw new MarketError('repairBars: splits "adjust" needs the splits: { actions }, as a source gives them, or a finding that you have looked up, made one by confirmSplit.');
    refuseUnsorted(current, "nothing is before or after a split");
    current = adjustSplits(current, plan.actions, changes);
  }
  current = remedy(current, plan.outliers, reasons(checkMoves(current, { threshold: plan.threshold ?? 8 }), ({ code }) => code === "spike"), true, changes);
  if (plan.missing === "drop") current = remedy(current, "drop", reasons(checkValues(current), ({ code }) => code === "missing value"), false, changes);
  else if (plan.missing !== "keep") {
    refuseUnsorted(current, "what is missing cannot be filled from its neighbours");
    const breaks = plan.acrossSessions === true ? new Uint8Array(current.close.length) : sessionBreaks(current, calendar);
    changes.push(...(plan.missing === "forwardFill" ? fillForward(current, breaks, plan.fillLimit) : interpolate(current, breaks)));
  }
  return { bars: { ...current, provenance: `${bars.provenance}${repairRemark(changes)}` }, changes };
}

function dropUnfinished(bars: Bars, { now }: RepairPlan, calendar: NonNullable<RepairPlan["calendar"]>, changes: Change[]): Bars {
  if (now === undefined) throw new MarketError('repairBars: unfinished "drop" needs the present moment, { now }, to tell which bars had not closed.');
  const first = firstUnfinished(bars, now, calendar);
  for (let row = first; row < bars.closeTime.length; row++) {
    changes.push({ code: "unfinished dropped", where: placeOf(bars, row), from: bars.close[row]!, to: Number.NaN, why: "it had not closed", looksAhead: false });
  }
  return sliceBars(bars, 0, first);
}

/** Why each row is to be treated: its first finding of a kind. */
function reasons(findings: Iterable<Finding>, isMeant: (finding: Finding) => boolean): ReadonlyMap<number, string> {
  const why = new Map<number, string>();
  for (const finding of findings) {
    const { code, expected, got, where } = finding;
    if (isMeant(finding) && !why.has(where.row)) why.set(where.row, `${code}${where.column === undefined ? "" : ` (${where.column})`}: expected ${expected}, got ${got}`);
  }
  return why;
}

function remedy(bars: Bars, choice: "keep" | "missing" | "drop", rows: ReadonlyMap<number, string>, looksAhead: boolean, changes: Change[]): Bars {
  if (choice === "keep" || rows.size === 0) return bars;
  for (const [row, why] of rows) changes.push({ code: choice === "drop" ? "dropped" : "emptied", where: placeOf(bars, row), from: bars.close[row]!, to: Number.NaN, why, looksAhead });
  if (choice === "drop") return mapBars(bars, (column) => column.filter((_, row) => !rows.has(row)));
  return mapBars(bars, (column, name) => {
    if (name === "closeTime") return column;
    // A volume below zero is as wrong as the prices; any other volume may stand.
    return column.map((value, row) => (rows.has(row) && (name !== "volume" || value < 0) ? Number.NaN : value));
  });
}

function refuseUnsorted({ closeTime, symbol }: Bars, why: string): void {
  const row = closeTime.findIndex((time, t) => !isCloseTime(time) || (t > 0 && !(time > closeTime[t - 1]!)));
  if (row >= 0) throw new MarketError(`repairBars: row ${row} of ${symbol} ${isCloseTime(closeTime[row]!) ? "is not later than the row before" : "has no time"}, so ${why}. Choose order "sortKeepFirst" or "sortKeepLast".`);
}
