import { mapBars, type Bars } from "../bars.ts";
import { MarketError } from "../error.ts";
import { checkMoves } from "../quality/checks/moves.ts";
import { checkValues } from "../quality/checks/values.ts";
import type { Finding, FindingCode, Place } from "../finding.ts";
import { placeOf } from "../finding.ts";
import { fillForward } from "./fillForward.ts";
import { interpolate } from "./interpolate.ts";

/** What is done about each kind of fault. Nothing is chosen for the reader. */
export type RepairPlan = {
  /** Times out of order are sorted, of equal times the first or the last row is kept. "keep" with such rows is an error when gaps are to be filled. */
  readonly order: "keep" | "sortKeepFirst" | "sortKeepLast";
  /** Bars that cannot be: a price not above 0, high below low, open or close outside. "missing" empties all their prices. */
  readonly badBars: "keep" | "missing" | "drop";
  /** Jumps that go back at once. Markets do this too: look before you choose. */
  readonly outliers: "keep" | "missing" | "drop";
  /** Empty cells, those emptied above included. "interpolate" uses the next known price and so looks ahead. */
  readonly missing: "keep" | "drop" | "forwardFill" | "interpolate";
  /** Robust deviations beyond which a jump is an outlier. */
  readonly threshold?: number;
  /** Lets a fill bridge a break between two intraday bars. */
  readonly acrossSessions?: boolean;
  /** Bars in a row that a forward fill may fill; the rest of a longer gap stays missing. Without it any number. */
  readonly fillLimit?: number;
};

export type Change = {
  readonly code: "sorted" | "duplicate dropped" | "emptied" | "dropped" | "filled forward" | "interpolated";
  /** Row in the bars as they were before this step, or its time where rows have moved. */
  readonly where: Place;
  readonly from: number;
  readonly to: number;
  /** The new value depends on a later bar: right for a study of the past, wrong in a backtest. */
  readonly looksAhead: boolean;
};

export type Repaired = { readonly bars: Bars; readonly changes: readonly Change[] };

const BAD: ReadonlySet<FindingCode> = new Set(["price not positive", "high below low", "open outside range", "close outside range", "negative volume"]);

/** Repairs bars as planned, in the order of the plan's fields, and lists every change. Good bars are left as they are; no bar is invented. */
export function repairBars(bars: Bars, plan: RepairPlan): Repaired {
  const changes: Change[] = [];
  let current = mapBars(bars, (column) => column.slice());
  if (plan.order !== "keep") {
    // A row without a time has no place among the others.
    const timeless = new Set([...current.closeTime.keys()].filter((row) => !Number.isFinite(current.closeTime[row])));
    current = sortBars(remedy(current, "drop", timeless, false, changes), plan.order, changes);
  }
  current = remedy(current, plan.badBars, badRows(checkValues(current)), false, changes);
  current = remedy(current, plan.outliers, new Set(checkMoves(current, { threshold: plan.threshold ?? 8 }).filter(({ code }) => code === "spike").map(({ where }) => where.row)), true, changes);
  if (plan.missing === "keep") return { bars: current, changes };
  refuseUnsorted(current);
  if (plan.missing === "drop") return { bars: remedy(current, "drop", incompleteRows(current), false, changes), changes };
  const across = plan.acrossSessions ?? false;
  changes.push(...(plan.missing === "forwardFill" ? fillForward(current, across, plan.fillLimit) : interpolate(current, across)));
  return { bars: current, changes };
}

function badRows(findings: readonly Finding[]): ReadonlySet<number> {
  return new Set(findings.filter(({ code }) => BAD.has(code)).map(({ where }) => where.row));
}

function incompleteRows(bars: Bars): ReadonlySet<number> {
  return new Set(checkValues(bars).filter(({ code }) => code === "missing value").map(({ where }) => where.row));
}

/** Stable sort by time; of rows with one time the first or last is kept. */
function sortBars(bars: Bars, order: "sortKeepFirst" | "sortKeepLast", changes: Change[]): Bars {
  const { closeTime } = bars;
  const rows = Array.from(closeTime.keys()).sort((a, b) => closeTime[a]! - closeTime[b]! || a - b);
  let latest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < closeTime.length; row++) {
    if (closeTime[row]! < latest) changes.push({ code: "sorted", where: placeOf(bars, row, "closeTime"), from: row, to: rows.indexOf(row), looksAhead: false });
    latest = Math.max(latest, closeTime[row]!);
  }
  const kept = rows.filter((row, k) => {
    const twin = order === "sortKeepFirst" ? rows[k - 1] : rows[k + 1];
    const isExtra = twin !== undefined && closeTime[twin] === closeTime[row];
    if (isExtra) changes.push({ code: "duplicate dropped", where: placeOf(bars, row), from: bars.close[row]!, to: bars.close[twin]!, looksAhead: false });
    return !isExtra;
  });
  return mapBars(bars, (column) => Float64Array.from(kept, (row) => column[row]!));
}

function remedy(bars: Bars, choice: "keep" | "missing" | "drop", rows: ReadonlySet<number>, looksAhead: boolean, changes: Change[]): Bars {
  if (choice === "keep" || rows.size === 0) return bars;
  for (const row of rows) {
    changes.push({ code: choice === "drop" ? "dropped" : "emptied", where: placeOf(bars, row), from: bars.close[row]!, to: Number.NaN, looksAhead });
  }
  if (choice === "drop") return mapBars(bars, (column) => column.filter((_, row) => !rows.has(row)));
  return mapBars(bars, (column, name) => {
    if (name === "closeTime") return column;
    // A volume below zero is as wrong as the prices; any other volume may stand.
    return column.map((value, row) => (rows.has(row) && (name !== "volume" || value < 0) ? Number.NaN : value));
  });
}

function refuseUnsorted({ closeTime, symbol }: Bars): void {
  const row = closeTime.findIndex((time, t) => t > 0 && !(time > closeTime[t - 1]!));
  if (row > 0) throw new MarketError(`repairBars: row ${row} of ${symbol} is not later than the row before, so what is missing cannot be filled from its neighbours. Choose order "sortKeepFirst" or "sortKeepLast".`);
}
