import { setImmediate } from "node:timers/promises";
import { BAR_COLUMNS, type Bars, type Interval } from "../bars.ts";
import { uncover } from "./coverage.ts";
import { numberOf, type Session } from "./database.ts";
import { originsOf } from "./origins.ts";
import { emptySegment, type Segment, segmentOf, segmentStart } from "./segment.ts";
import { intactSegment, readSegment, type SegmentSize, segmentSizes, writeSegment } from "./segments.ts";
import type { SeriesRow } from "./series.ts";

/** A segment that is not as it was saved: its stretch of time, both ends inside, and how many bars it had. */
export type Damaged = { readonly segment: number; readonly rows: number; readonly from: number; readonly to: number };

export async function damagedSegments(session: Session, series: SeriesRow): Promise<readonly Damaged[]> {
  const origins = await originsOf(session, series.id);
  const found: Damaged[] = [];
  for (const { segment: id } of await session.all("select segment from segments where series = ? order by segment", series.id)) {
    await setImmediate();
    const segment = Number(id);
    const [row] = await session.all("select segment, rows, checksum, data from segments where series = ? and segment = ?", series.id, segment);
    const intact = row && intactSegment(series, row);
    if (intact && isSound(intact, segment, series.interval, origins)) continue;
    found.push({ segment, rows: numberOf(row, "rows"), from: segmentStart(segment, series.interval), to: segmentStart(segment + 1, series.interval) - 1 });
  }
  return found;
}

function isSound({ closeTime, origin }: Segment, segment: number, interval: Interval, origins: ReadonlyMap<number, unknown>): boolean {
  return closeTime.every((time, t) => segmentOf(time, interval) === segment && (t === 0 || time > closeTime[t - 1]!)) && origin.every((id) => origins.has(id));
}

type Version = { readonly origin: number; readonly values: readonly number[] };

/** Damaged segments as they come about once more, when the answers come in the order of their receipt: a later answer with other values takes the place of an earlier one. */
export type Replay = {
  readonly damaged: readonly Damaged[];
  readonly numbers: ReadonlySet<number>;
  readonly take: (bars: Bars, origin: number) => void;
  readonly rowsOf: (segment: number) => number;
  /** The segment made anew; undefined where no answer has a bar of it. */
  readonly segmentOf: (segment: number) => Segment | undefined;
};

export function replayOf(damaged: readonly Damaged[], interval: Interval): Replay {
  const made = new Map(damaged.map(({ segment }) => [segment, new Map<number, Version>()]));
  return {
    damaged,
    numbers: new Set(made.keys()),
    take: (bars, origin) => {
      for (let row = 0; damaged.length > 0 && row < bars.closeTime.length; row++) {
        const time = bars.closeTime[row]!;
        const values = BAR_COLUMNS.map((name) => bars[name][row]!);
        const versions = made.get(segmentOf(time, interval));
        const known = versions?.get(time)?.values;
        if (known === undefined || values.some((value, k) => !Object.is(value, known[k]))) versions?.set(time, { origin, values });
      }
    },
    rowsOf: (segment) => made.get(segment)?.size ?? 0,
    segmentOf: (segment) => segmentOfVersions([...(made.get(segment)?.values() ?? [])]),
  };
}

function segmentOfVersions(versions: readonly Version[]): Segment | undefined {
  if (versions.length === 0) return undefined;
  const made = emptySegment(versions.length);
  versions.toSorted((a, b) => a.values[0]! - b.values[0]!).forEach(({ origin, values }, row) => {
    BAR_COLUMNS.forEach((name, k) => void (made[name][row] = values[k]!));
    made.origin[row] = origin;
  });
  return made;
}

/** Puts the segments made anew in the place of the damaged ones. Where bars are lost, no source counts as having answered for that time, so that it can be asked again. */
export async function replaceDamaged(session: Session, series: SeriesRow, replay: Replay): Promise<void> {
  for (const { from, rows, segment, to } of replay.damaged) {
    const made = replay.segmentOf(segment);
    if (made) await writeSegment(session, series, segment, made);
    else await session.run("delete from segments where series = ? and segment = ?", series.id, segment);
    if (replay.rowsOf(segment) < rows) await uncover(session, series.id, { from: from - 1, to });
  }
}

/** Sets down how many bars there are, and which is the first and the last, as the segments have it. */
export async function recountSeries(session: Session, place: string, series: SeriesRow): Promise<void> {
  const sizes = await segmentSizes(session, series, -Infinity, Infinity);
  const endOf = async (size: SegmentSize | undefined, row: number): Promise<number | null> => (size && (await readSegment(session, place, series, size.segment))?.closeTime.at(row)) ?? null;
  await session.run("update series set rows = ?, first_close = ?, last_close = ? where id = ?", sizes.reduce((sum, { rows }) => sum + rows, 0), await endOf(sizes[0], 0), await endOf(sizes.at(-1), -1), series.id);
}
