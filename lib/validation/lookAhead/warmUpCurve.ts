import { randomStream, split } from "../../random/index.ts";
import { placeOf, pieceOf, type Examination } from "./examination.ts";
import { ask, type Inquiry, type Table, type Traced } from "./inquiry.ts";
import type { UnsettledFinding } from "./leakFinding.ts";
import { countUpTo } from "./panel.ts";

/** The shortest history of the curve; each next one is twice as long. */
const SHORTEST = 16;
/** Difference up to which a value counts as settled, as a share of the column's usual value. */
const SETTLED = 1e-6;

/** How much a column's value changes when older bars are known. */
export type WarmUpCurve = {
  /** Largest difference from the value with the whole history, as a share of the column's usual value, for each number of rows; NaN where there is no value yet. */
  readonly differences: readonly number[];
  /** Rows from which the value stays the same to six digits; undefined if it always depends on the oldest bars. */
  readonly settles: number | undefined;
};

export type WarmUpCurves = { readonly rows: readonly number[]; readonly curves: ReadonlyMap<string, WarmUpCurve> };

/**
 * Warm-up curve: the last value computed from the last 16, 32, 64 … rows, beside the value from the whole history, at the last row and at two others.
 * It says how many bars a column needs before it stops depending on where the history begins: a live feed must hold as many. Recursive averages need several times their warm-up; sums from the first bar never settle.
 */
export function* warmUpCurves(examination: Examination): Inquiry<WarmUpCurves> {
  const { clock, judged, key, refusals } = examination;
  const { uniform } = randomStream(split(key, "warm-up"));
  const last = judged.to - 1;
  const ends = [last, ...[0, 1].map(() => last - Math.floor(uniform() * (last / 3)))];
  const rows: number[] = [];
  for (let length = SHORTEST; length <= Math.min(...ends); length *= 2) rows.push(length);
  const differences = new Map([...examination.whole.keys()].map((id) => [id, rows.map(() => 0)]));
  for (const [k, length] of rows.entries()) {
    for (const [position, end] of ends.entries()) {
      const step = { test: "warm-up curve", position: k * ends.length + position, count: rows.length * ends.length };
      const made = yield* ask(pieceOf(examination, end - length + 1, end), step, refusals);
      for (const [id, values] of differences) values[k] = larger(values[k]!, difference(examination, id, made, clock[end]!));
    }
  }
  return { rows, curves: new Map([...differences].map(([id, values]) => [id, { differences: values, settles: settledFrom(rows, values) }])) };
}

/** NaN is larger than any number: no value is further from settled than any value. */
function larger(a: number, b: number): number {
  return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : Math.max(a, b);
}

function difference({ panel, sizes, whole }: Examination, id: string, made: Table | undefined, time: number): number {
  const traced = whole.get(id)!;
  const { closeTime } = panel[traced.symbol]!;
  const settled = traced.values[countUpTo(closeTime, time) - 1] ?? Number.NaN;
  if (made === undefined) return Number.NaN;
  const got = made.get(id)?.values.at(-1) ?? Number.NaN;
  if (got === settled || (Number.isNaN(got) && Number.isNaN(settled))) return 0;
  return Math.abs(got - settled) / Math.max(Math.abs(settled), sizes.get(id) ?? 0);
}

function settledFrom(rows: readonly number[], differences: readonly number[]): number | undefined {
  const unsettled = differences.findLastIndex((difference) => !(difference <= SETTLED));
  return rows[unsettled + 1];
}

/** What a column that declares how many rows it needs must not do: change with older ones. */
export function* unsettled(examination: Examination, { curves }: WarmUpCurves, declares: (column: Traced) => number | undefined): Inquiry<ReadonlyMap<string, UnsettledFinding>> {
  const found = new Map<string, UnsettledFinding>();
  const { clock, judged, panel, refusals, whole } = examination;
  const end = judged.to - 1;
  const doubtful = [...curves].flatMap(([id, { settles }]) => {
    const declared = declares(whole.get(id)!);
    return declared === undefined || declared > end || (settles !== undefined && settles <= declared) ? [] : [{ id, settles, declared }];
  });
  const lengths = [...new Set(doubtful.map(({ declared }) => declared))];
  for (const [position, length] of lengths.entries()) {
    const made = yield* ask(pieceOf(examination, end - length + 1, end), { test: "declared warm-up", position, count: lengths.length }, refusals);
    for (const { declared, id, settles } of doubtful) {
      if (declared !== length || difference(examination, id, made, clock[end]!) <= SETTLED) continue;
      const traced = whole.get(id)!;
      const row = countUpTo(panel[traced.symbol]!.closeTime, clock[end]!) - 1;
      const [expected, got] = [traced.values[row]!, made?.get(id)?.values.at(-1) ?? Number.NaN];
      found.set(id, { code: "unsettled", test: "warm-up", column: traced.name, where: placeOf(examination, traced, row), declared, settles, expected, got });
    }
  }
  return found;
}
