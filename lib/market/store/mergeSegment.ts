import { BAR_COLUMNS, type Bars } from "../bars.ts";
import { emptySegment, type Segment, segmentOfBars } from "./segment.ts";

/** Rows of bars from..to−1 against a segment of the same stretch of time. */
export type Difference = {
  /** Bars at times that the segment does not have. */
  readonly added: number;
  /** Row of the segment and row of the bars, where the same time has other values. */
  readonly changed: readonly { readonly held: number; readonly given: number }[];
};

const VALUES = BAR_COLUMNS.slice(1);

/** What bars would change in a segment. NaN equals NaN. */
export function compareSegment(segment: Segment | undefined, bars: Bars, from: number, to: number): Difference {
  if (segment === undefined || bars.closeTime[from]! > segment.closeTime[segment.rows - 1]!) return { added: to - from, changed: [] };
  const changed: { held: number; given: number }[] = [];
  let [added, held] = [0, 0];
  for (let given = from; given < to; given++) {
    const time = bars.closeTime[given]!;
    while (held < segment.rows && segment.closeTime[held]! < time) held++;
    if (held >= segment.rows || segment.closeTime[held] !== time) added++;
    else if (!isSame(segment, held, bars, given)) changed.push({ held, given });
  }
  return { added, changed };
}

function isSame(segment: Segment, held: number, bars: Bars, given: number): boolean {
  return VALUES.every((name) => {
    const [a, b] = [segment[name][held]!, bars[name][given]!];
    return a === b || (Number.isNaN(a) && Number.isNaN(b));
  });
}

/**
 * The segment with the bars in it, each bar in its place of time. Of bars at known times only those of `changed` are taken, the others stay with their origin.
 */
export function mergeSegment(segment: Segment | undefined, bars: Bars, from: number, to: number, { added, changed }: Difference, origin: number): Segment {
  if (segment === undefined) return segmentOfBars(bars, from, to, origin);
  const merged = emptySegment(segment.rows + added);
  const taken = new Set(changed.map(({ given }) => given));
  const copy = (source: Segment | Bars, row: number, at: number, itsOrigin: number): void => {
    for (const name of BAR_COLUMNS) merged[name][at] = source[name][row]!;
    merged.origin[at] = itsOrigin;
  };
  const isAppended = bars.closeTime[from]! > segment.closeTime[segment.rows - 1]!;
  const start = isAppended ? segment.rows : 0;
  if (isAppended) {
    for (const name of BAR_COLUMNS) merged[name].set(segment[name]);
    merged.origin.set(segment.origin);
  }
  for (let at = start, held = start, given = from; at < merged.rows; at++) {
    const [heldTime, givenTime] = [held < segment.rows ? segment.closeTime[held]! : Infinity, given < to ? bars.closeTime[given]! : Infinity];
    if (givenTime < heldTime || (givenTime === heldTime && taken.has(given))) copy(bars, given, at, origin);
    else copy(segment, held, at, segment.origin[held]!);
    if (heldTime <= givenTime) held++;
    if (givenTime <= heldTime) given++;
  }
  return merged;
}
