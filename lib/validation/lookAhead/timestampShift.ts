import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import { split } from "../../random/index.ts";
import { firstDifference } from "./difference.ts";
import { placeOf, wholeWorld, type Examination, type Suspect } from "./examination.ts";
import { ask, type Inquiry, type Table } from "./inquiry.ts";
import type { DateBoundFinding } from "./leakFinding.ts";
import { clockOf, withTimesShifted } from "./panel.ts";
import { reach, type Sight } from "./reach.ts";
import { search } from "./search.ts";

/** The calendar repeats after 400 years: the same weekday, day, month and leap year. 146,097 days are 20,871 weeks. */
const FOUR_CENTURIES = 146_097 * INTERVAL_MILLIS["1d"];

/**
 * First half of the timestamp-shift test: every time moves by 400 years, to the same day of the week, month and year.
 * Joins by time and calendar features stay as they are; a column that changes knows the date itself, as a list of events does that was written later.
 */
export function* dateBound(examination: Examination): Inquiry<ReadonlyMap<string, DateBoundFinding>> {
  const { panel, refusals, sizes, tolerance, whole } = examination;
  const found = new Map<string, DateBoundFinding>();
  const moved = yield* ask(withTimesShifted(panel, FOUR_CENTURIES), { test: "timestamp shift", position: 0, count: 1 }, refusals);
  if (moved === undefined) return found;
  for (const [id, traced] of whole) {
    const size = sizes.get(id);
    const partial = moved.get(id)?.values;
    const row = size === undefined ? -1 : firstDifference(traced.values, partial, { from: 0, to: traced.values.length }, size, tolerance);
    if (row >= 0) found.set(id, { code: "date-bound", test: "timestamp shift", column: traced.name, where: placeOf(examination, traced, row), expected: traced.values[row]!, got: partial?.[row] ?? Number.NaN });
  }
  return found;
}

/**
 * Second half: one asset's bars close a bar later than they did, then a quarter of a bar later, and the future of everything is changed again.
 * What joins by time waits for them. What joins by row, by date or by the nearest time still takes them at once, and so sees ahead.
 */
export function* delayed(examination: Examination, cuts: number): Inquiry<readonly { readonly sight: Sight; readonly examination: Examination }[]> {
  const { panel, refusals, whole } = examination;
  const assets = Object.values(panel);
  if (assets.length < 2) return [];
  const sights: { sight: Sight; examination: Examination }[] = [];
  const delays = assets.flatMap((bars) => [1, 0.25].map((share) => ({ bars, by: share * INTERVAL_MILLIS[bars.interval] })));
  for (const [position, { bars, by }] of delays.entries()) {
    const later = withTimesShifted(panel, by, bars.symbol);
    const made = yield* ask(later, { test: "timestamp shift", position, count: delays.length }, refusals);
    if (made === undefined) continue;
    const clock = clockOf(later);
    const shifted = { ...examination, panel: later, clock, judged: { from: 0, to: clock.length }, whole: made, key: split(examination.key, `delay ${position}`) };
    const places = Array.from({ length: cuts }, (_, k) => Math.max(1, Math.floor(((k + 0.5) / cuts) * clock.length)));
    const { found } = yield* search(shifted, wholeWorld(shifted), places.map((at) => ({ test: "future perturbation", at })), "timestamp shift");
    const seen = yield* reach(shifted, withoutKnown(found.values(), whole));
    for (const sight of seen) sights.push({ sight, examination: shifted });
  }
  return sights;
}

function withoutKnown(found: Iterable<Suspect>, whole: Table): readonly Suspect[] {
  return [...found].filter(({ traced }) => whole.has(`${traced.symbol}\n${traced.name}`));
}
