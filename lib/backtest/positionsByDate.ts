import { formatBarTime, parseBarTime } from "../market/barTime.ts";
import { isoDate, type Bars } from "../market/bars.ts";
import { BacktestError } from "./error.ts";

/** A wanted position as it stands in a file: its date, YYYY-MM-DD for daily bars, else the bar's close time in ISO 8601. */
export type DatedPosition = { readonly date: string; readonly position: number };

/** What a bar without a position means: a mistake, the position before it (0 at the start), or 0. */
export type Missing = "error" | "hold" | "flat";

/** Wanted positions [N] of the bars, matched by date. A date without a bar, a date given twice and, unless `missing` says otherwise, a bar without a position are refused by their date; `name` names the signals in errors, such as their file. */
export function positionsByDate(bars: Bars, signals: readonly DatedPosition[], { missing = "error", name = "signals" }: { missing?: Missing; name?: string } = {}): Float64Array {
  const keyOfTime = (time: number) => (bars.interval === "1d" ? isoDate(time) : formatBarTime(time));
  const rows = new Map(Array.from(bars.closeTime, (time, row) => [keyOfTime(time), row]));
  const positions = new Float64Array(bars.closeTime.length).fill(Number.NaN);
  for (const { date, position } of signals) {
    const time = parseBarTime(date);
    if (time === undefined) throw new BacktestError(`${name}: "${date}" is no date; write 2020-04-17 for daily bars, 2020-04-17T14:30:00Z for others`);
    const row = rows.get(keyOfTime(time));
    if (row === undefined) throw new BacktestError(`${name}: there is no bar of ${bars.symbol} on ${date}; its bars go from ${keyOfTime(bars.closeTime[0]!)} to ${keyOfTime(bars.closeTime.at(-1)!)}`);
    if (!Number.isNaN(positions[row]!)) throw new BacktestError(`${name}: ${date} is given twice; give one position a bar`);
    if (!(position >= -1 && position <= 1)) throw new BacktestError(`${name}: the position on ${date} is ${position}; a position is a share of the equity from -1 to 1`);
    positions[row] = position;
  }
  let before = 0;
  const absent = positions.reduce((count, position) => count + (Number.isNaN(position) ? 1 : 0), 0);
  return positions.map((position, row) => {
    if (!Number.isNaN(position)) return (before = position);
    if (missing === "error") throw new BacktestError(`${name}: the bar of ${keyOfTime(bars.closeTime[row]!)} has no position${absent > 1 ? `, nor ${absent === 2 ? "has 1 other" : `have ${absent - 1} others`}` : ""}; add what is missing, or say what it means: hold or flat (--missing on the command line)`);
    return missing === "hold" ? before : 0;
  });
}
