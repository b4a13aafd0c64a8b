import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import type { Bars } from "../../market/bars.ts";
import { openTime } from "../../market/calendars/sessions.ts";

/** Rows from .. to − 1 of one part of the time. */
export type Rows = { readonly from: number; readonly to: number };

/** Neighbouring rows that share an id, as ranges in order; rows without an id belong to none. */
export function groupsOf(rows: number, idOf: (row: number) => number | undefined): readonly Rows[] {
  const groups: { from: number; to: number }[] = [];
  let known: number | undefined;
  for (let row = 0; row < rows; row++) {
    const id = idOf(row);
    const last = groups.at(-1);
    if (id !== undefined && id === known && last !== undefined) last.to = row + 1;
    else if (id !== undefined) groups.push({ from: row, to: row + 1 });
    known = id;
  }
  return groups;
}

/** The UTC days of bars shorter than a day. A bar belongs to the day in which it opens. */
export function daysOf(bars: Bars): readonly Rows[] {
  return groupsOf(bars.close.length, (row) => Math.floor(openTime(bars, row) / INTERVAL_MILLIS["1d"]));
}

/** The Tokyo sessions, 00–09 UTC, of hourly bars. */
export function tokyoSessions(bars: Bars): readonly Rows[] {
  const HOUR = INTERVAL_MILLIS["1h"];
  return groupsOf(bars.close.length, (row) => (new Date(openTime(bars, row)).getUTCHours() < 9 ? Math.floor(openTime(bars, row) / (24 * HOUR)) : undefined));
}

/** A value of each group on the rows of that group: known only when the group has ended. */
export function onOwnRows(length: number, groups: readonly Rows[], value: (group: Rows) => number): Float64Array {
  const out = new Float64Array(length).fill(Number.NaN);
  for (const group of groups) out.fill(value(group), group.from, group.to);
  return out;
}

/** A value of each group from its last row on, until the next group's last row. `isOver` tells whether the group has ended. */
export function onceOver(length: number, groups: readonly Rows[], isOver: (group: Rows) => boolean, value: (group: Rows) => number): Float64Array {
  const out = new Float64Array(length).fill(Number.NaN);
  for (const group of groups.filter(isOver)) out.fill(value(group), group.to - 1);
  return out;
}

/** Whether a day of hourly bars is complete: its last bar closes at midnight. */
export function dayIsOver({ closeTime }: Bars): (day: Rows) => boolean {
  return ({ to }) => closeTime[to - 1]! % INTERVAL_MILLIS["1d"] === 0;
}

/** Whether a Tokyo session is complete: its last bar closes at 09:00. */
export function tokyoIsOver({ closeTime }: Bars): (session: Rows) => boolean {
  return ({ to }) => closeTime[to - 1]! % INTERVAL_MILLIS["1d"] === 9 * INTERVAL_MILLIS["1h"];
}
