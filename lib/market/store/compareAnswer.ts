import type { Answer } from "../connection/answer.ts";
import { BAR_COLUMNS, type BarColumn, type Bars } from "../bars.ts";
import { bytesOf, numberOf, type Session } from "./database.ts";
import { emptySegment, type Segment } from "./segment.ts";
import { readSegment, segmentSizes, writeSegment } from "./segments.ts";
import type { SeriesRow } from "./series.ts";
import { rowAtOrAfter } from "./timeRows.ts";

/** A value that is not what its bytes say. */
export type OtherValue = { readonly closeTime: number; readonly column: BarColumn; readonly stored: number; readonly read: number; /** Of a version that no longer stands. */ readonly isFormer: boolean };

export type Compared = {
  /** Ids of what was saved with this answer. */
  readonly origins: readonly number[];
  /** Standing bars and former versions that were compared. */
  readonly compared: number;
  /** One for each bar that differs. */
  readonly differing: readonly OtherValue[];
};

const VALUES = BAR_COLUMNS.slice(1);

/** Bars and former versions that came with an answer against what is read out of it now. Writing puts what was read in their place and changes nothing else. */
export async function compareAnswer(session: Session, place: string, series: SeriesRow, answer: Answer, bars: Bars, { isWriting, leaveOut }: { readonly leaveOut: ReadonlySet<number>; readonly isWriting: boolean }): Promise<Compared> {
  const found = await session.all("select id from origins where series = ? and source = ? and sha256 = ? and received_at = ?", series.id, answer.source, answer.sha256, answer.receivedAt);
  const origins = found.map((row) => numberOf(row, "id"));
  const differing: OtherValue[] = [];
  let compared = 0;
  if (origins.length === 0 || bars.closeTime.length === 0) return { origins, compared, differing };
  const sizes = await segmentSizes(session, series, bars.closeTime[0]!, bars.closeTime.at(-1)!);
  for (const { segment } of sizes.filter(({ segment }) => !leaveOut.has(segment))) {
    const held = await readSegment(session, place, series, segment);
    if (held === undefined) continue;
    const pairs = rowsOf(held, origins, bars);
    compared += pairs.length;
    const changed = pairs.flatMap(({ given, row }) => {
      const other = otherValue(held, row, bars, given);
      return other ? [{ ...other, row, given }] : [];
    });
    differing.push(...changed);
    if (isWriting && changed.length > 0) await writeSegment(session, series, segment, mended(held, changed, bars));
  }
  const former = await compareFormer(session, series, origins, bars, isWriting);
  return { origins, compared: compared + former.compared, differing: [...differing, ...former.differing] };
}

type Pair = { readonly row: number; readonly given: number };

/** Rows of a segment that came with the answer, and their rows in its bars. */
function rowsOf(segment: Segment, origins: readonly number[], bars: Bars): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let row = 0; row < segment.rows; row++) {
    if (!origins.includes(segment.origin[row]!)) continue;
    const given = rowAtOrAfter(bars.closeTime, segment.closeTime[row]!);
    if (bars.closeTime[given] === segment.closeTime[row]) pairs.push({ row, given });
  }
  return pairs;
}

function otherValue(stored: Segment, row: number, read: Bars, given: number): OtherValue | undefined {
  const column = VALUES.find((name) => !Object.is(stored[name][row], read[name][given]));
  return column && { closeTime: stored.closeTime[row]!, column, stored: stored[column][row]!, read: read[column][given]!, isFormer: false };
}

function mended(held: Segment, changed: readonly Pair[], bars: Bars): Segment {
  const copy = emptySegment(held.rows);
  for (const name of BAR_COLUMNS) copy[name].set(held[name]);
  copy.origin.set(held.origin);
  for (const { given, row } of changed) for (const name of VALUES) copy[name][row] = bars[name][given]!;
  return copy;
}

async function compareFormer(session: Session, series: SeriesRow, origins: readonly number[], bars: Bars, isWriting: boolean): Promise<{ readonly compared: number; readonly differing: readonly OtherValue[] }> {
  const differing: OtherValue[] = [];
  let compared = 0;
  for (const origin of origins) {
    for (const row of await session.all("select id, close_time, data from revisions where series = ? and origin = ? and close_time between ? and ?", series.id, origin, bars.closeTime[0]!, bars.closeTime.at(-1)!)) {
      const closeTime = numberOf(row, "close_time");
      const given = rowAtOrAfter(bars.closeTime, closeTime);
      if (bars.closeTime[given] !== closeTime) continue;
      compared++;
      const values = new Float64Array(new Uint8Array(bytesOf(row, "data")).buffer);
      const index = VALUES.findIndex((name, k) => !Object.is(values[k], bars[name][given]));
      if (index < 0) continue;
      const column = VALUES[index]!;
      differing.push({ closeTime, column, stored: values[index]!, read: bars[column][given]!, isFormer: true });
      const read = Float64Array.from(VALUES, (name) => bars[name][given]!);
      if (isWriting) await session.run("update revisions set data = ? where id = ?", new Uint8Array(read.buffer), numberOf(row, "id"));
    }
  }
  return { compared, differing };
}
