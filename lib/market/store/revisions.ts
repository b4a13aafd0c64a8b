import { BAR_COLUMNS, type Bars } from "../bars.ts";
import { bytesOf, inParts, numberOf, places, type Session } from "./database.ts";
import type { SegmentColumns } from "./segment.ts";

/** Open, high, low, close and volume of a bar as it once was known. */
export type Revision = { readonly closeTime: number; readonly origin: number; readonly values: Float64Array };

const VALUES = BAR_COLUMNS.slice(1);

/** A row of bars or of a segment as a version of its own. */
export function versionOf(columns: SegmentColumns | Bars, row: number, origin: number): Revision {
  return { closeTime: columns.closeTime[row]!, origin, values: Float64Array.from(VALUES, (name) => columns[name][row]!) };
}

export async function saveRevisions(session: Session, series: number, revisions: readonly Revision[]): Promise<void> {
  for (const part of inParts(revisions, 200)) {
    const values = part.flatMap(({ closeTime, origin, values }) => [series, closeTime, origin, new Uint8Array(values.buffer)]);
    await session.run(`insert into revisions (series, close_time, origin, data) values ${places(part.length, 4)}`, ...values);
  }
}

/** Former versions of bars that closed from..to, both inside, by close time, in the order in which they were kept. */
export async function revisionsOf(session: Session, series: number, from: number, to: number): Promise<ReadonlyMap<number, readonly Revision[]>> {
  const rows = await session.all("select close_time, origin, data from revisions where series = ? and close_time between ? and ? order by close_time, id", series, from, to);
  return Map.groupBy(rows.map((row) => ({ closeTime: numberOf(row, "close_time"), origin: numberOf(row, "origin"), values: valuesOf(bytesOf(row, "data")) })), ({ closeTime }) => closeTime);
}

/** The version known at a moment: the last received by then, or the first, which counts as known from the bar's close. Versions in the order of receipt. */
export function knownVersion<T extends { readonly origin: number }>(versions: readonly T[], receivedAt: (origin: number) => number, moment: number): T {
  return versions.findLast(({ origin }) => receivedAt(origin) <= moment) ?? versions[0]!;
}

/** Versions of one bar, former ones and the one that stands, in the order in which they were received. */
export function inOrder<T extends { readonly origin: number }>(former: readonly T[], standing: T, receivedAt: (origin: number) => number): readonly T[] {
  return [...former, standing].sort((a, b) => receivedAt(a.origin) - receivedAt(b.origin));
}

function valuesOf(bytes: Uint8Array): Float64Array {
  return new Float64Array(new Uint8Array(bytes).buffer);
}
