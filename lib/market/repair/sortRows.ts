import { mapBars, type Bars } from "../bars.ts";
import { placeOf } from "../finding.ts";
import type { Change } from "./repairPlan.ts";

/** Rows in order of time, stable; of rows with one time the first or the last is kept. */
export function sortRows(bars: Bars, order: "sortKeepFirst" | "sortKeepLast", changes: Change[]): Bars {
  const { closeTime } = bars;
  const rows = Array.from(closeTime.keys()).sort((a, b) => closeTime[a]! - closeTime[b]! || a - b);
  const target = new Int32Array(rows.length);
  rows.forEach((row, k) => (target[row] = k));
  let latest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < closeTime.length; row++) {
    if (closeTime[row]! < latest) changes.push({ code: "sorted", where: placeOf(bars, row, "closeTime"), from: row, to: target[row]!, why: "it stood after a later bar", looksAhead: false });
    latest = Math.max(latest, closeTime[row]!);
  }
  const kept = rows.filter((row, k) => {
    const twin = order === "sortKeepFirst" ? rows[k - 1] : rows[k + 1];
    const isExtra = twin !== undefined && closeTime[twin] === closeTime[row];
    if (isExtra) changes.push({ code: "duplicate dropped", where: placeOf(bars, row), from: bars.close[row]!, to: bars.close[twin]!, why: `row ${twin} has the same time, and the ${order === "sortKeepFirst" ? "first" : "last"} is kept`, looksAhead: false });
    return !isExtra;
  });
  return mapBars(bars, (column) => Float64Array.from(kept, (row) => column[row]!));
}
