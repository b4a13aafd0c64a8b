import { createHash } from "node:crypto";
import { z } from "zod";
import { INTERVALS, type Bars, type Interval } from "../../market/bars.ts";
import { periodsPerYear } from "../../statistics/index.ts";
import { RunError } from "../error.ts";

const tested = z.object({
  /** Name of the series; null for a market that was generated: its name says nothing of its prices. */
  name: z.string().nullable(),
  /** SHA-256 of the close times and closes of the tested rows. */
  closes: z.string(),
  /** Short digests of the first close of each period of the calendar: they are equal in every span of the same series. */
  marks: z.array(z.string()),
});

export const trialData = z.object({
  interval: z.enum(INTERVALS),
  /** First and last close time of the tested rows, UTC ms. */
  from: z.number(),
  to: z.number(),
  periodsPerYear: z.number().positive(),
  assets: z.array(tested).min(1),
});

/** What a trial was tested on, as the ledger keeps it: enough to know the same series again, none of its prices. */
export type TrialData = z.infer<typeof trialData>;

const DAY = 86_400_000;
/** Time between two marks: about a hundred in the usual length of such a series. */
const MARK_EVERY: Readonly<Record<Interval, number>> = { "1m": DAY, "5m": DAY, "15m": 7 * DAY, "1h": 7 * DAY, "1d": 28 * DAY };

/** in: the tested rows of one asset or of several, of one interval */
export function trialDataOf(bars: Bars | readonly Bars[]): TrialData {
  const all = "closeTime" in bars ? [bars] : [...bars];
  const [first] = all;
  if (first === undefined || all.some(({ closeTime }) => closeTime.length < 2)) throw new RunError("a trial is counted on bars of each asset, two or more; give the rows that were tested");
  return {
    interval: first.interval,
    from: Math.min(...all.map(({ closeTime }) => closeTime[0]!)),
    to: Math.max(...all.map(({ closeTime }) => closeTime.at(-1)!)),
    periodsPerYear: periodsPerYear(first.closeTime),
    assets: all.map((one) => ({ name: isGenerated(one) ? null : one.symbol, closes: closesOf(one), marks: marksOf(one) })),
  };
}

/**
 * Whether trials on the one data count for the other: their tested spans overlap in time, and some asset is the same series:
 * of the same name and interval, or, whatever it is called, of the same closes at some moment.
 */
export function countsFor(one: TrialData, other: TrialData): boolean {
  if (one.interval !== other.interval || one.from > other.to || other.from > one.to) return false;
  const [names, closes, marks] = [new Set<string | null>(), new Set<string>(), new Set<string>()];
  for (const asset of other.assets) {
    names.add(asset.name);
    closes.add(asset.closes);
    for (const mark of asset.marks) marks.add(mark);
  }
  return one.assets.some((asset) => (asset.name !== null && names.has(asset.name)) || closes.has(asset.closes) || asset.marks.some((mark) => marks.has(mark)));
}

/** Two generated markets of one recipe differ by their seed alone, so that a name would mix them up. */
const isGenerated = ({ provenance }: Bars): boolean => /^(generated|planted)\b/.test(provenance);

function closesOf({ close, closeTime }: Bars): string {
  const hash = createHash("sha256");
  for (const column of [closeTime, close]) hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return hash.digest("hex");
}

function marksOf({ close, closeTime, interval }: Bars): string[] {
  const every = MARK_EVERY[interval];
  const marks: string[] = [];
  for (let t = 1; t < closeTime.length; t++) {
    if (Math.floor(closeTime[t]! / every) === Math.floor(closeTime[t - 1]! / every)) continue;
    marks.push(createHash("sha256").update(new Uint8Array(Float64Array.of(closeTime[t]!, close[t]!).buffer)).digest("hex").slice(0, 12));
  }
  return marks;
}
