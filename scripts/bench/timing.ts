import { stopIfInterrupted } from "../interruption.ts";

/** How one side does its work: a call, or a measurement of its own of so many runs, in seconds or whatever the contest's unit is. */
export type Side = (() => unknown) | { readonly measure: (runs: number) => Promise<number> };

/** One work done by us and by a peer. `agree` returns what differs between the results, or undefined; it is asked before any timing. */
export type Contest = {
  readonly work: string;
  /** The peer by name and version. */
  readonly peer: string;
  /** The least ratio peer ÷ ours that this project promises itself; undefined where a row is for information. */
  readonly target?: number | undefined;
  readonly ours: Side;
  readonly theirs: Side;
  readonly agree: () => string | undefined | Promise<string | undefined>;
  /** What is measured, less being better. Bytes are measured once a turn, without a warm-up. Default seconds. */
  readonly unit?: "seconds" | "bytes";
  /** At most so many turns, for a slow peer. */
  readonly turns?: number;
  /** The equal parts that one run consists of, where a person compares times by them: "bar and column". */
  readonly each?: Part;
  readonly close?: () => unknown;
};

export type Part = { readonly name: string; readonly count: number };

/** A contest that is made when its turn comes, so that one peer's memory does not weigh on the next. */
export type SuiteRow = { readonly work: string; readonly peer?: string; readonly prepare: () => Promise<Contest> };
export type Suite = readonly SuiteRow[];

export type BenchRow = {
  readonly work: string;
  readonly peer: string;
  readonly unit: "seconds" | "bytes";
  /** Medians of the turns. */
  readonly ours: number;
  readonly theirs: number;
  /** peer ÷ ours: larger is better for us. */
  readonly ratio: number;
  readonly target: number | null;
  /** (largest − smallest) ÷ median of the ratios of the turns. */
  readonly spread: number;
  readonly turns: number;
  /** Medians for one of the equal parts of the work, where it has such. */
  readonly each?: { readonly name: string; readonly ours: number; readonly theirs: number };
};

/** A row that could not be measured: the results differ, or something failed. */
export type FailedRow = { readonly work: string; readonly peer: string; readonly error: string };

/** Least time of one measurement; shorter work is repeated within it. Milliseconds. */
const LEAST = 50;
const WARM_UP = 200;

export type Progress = {
  readonly onStart: (row: SuiteRow, position: number, count: number) => void;
  readonly onEnd: (row: BenchRow | FailedRow) => void;
};

/** Measures every contest of a suite: equality first, one turn to warm up, then ours and the peer's in alternation. A row that fails leaves the others. */
export async function timeSuite(suite: Suite, turns: number, { onEnd, onStart }: Progress): Promise<readonly (BenchRow | FailedRow)[]> {
  const rows: (BenchRow | FailedRow)[] = [];
  for (const [position, row] of suite.entries()) {
    stopIfInterrupted();
    onStart(row, position, suite.length);
    rows.push(await timeRow(row, turns));
    onEnd(rows.at(-1)!);
  }
  return rows;
}

async function timeRow({ peer = "", prepare, work }: SuiteRow, turns: number): Promise<BenchRow | FailedRow> {
  let contest: Contest | undefined;
  try {
    contest = await prepare();
    const difference = await contest.agree();
    if (difference !== undefined) return { work, peer: contest.peer, error: `the results differ, so the times mean nothing: ${difference}` };
    return await timeContest(contest, Math.min(turns, contest.turns ?? turns));
  } catch (error) {
    stopIfInterrupted();
    return { work, peer: contest?.peer ?? peer, error: error instanceof Error ? error.message : String(error) };
  } finally {
    await contest?.close?.();
  }
}

async function timeContest({ each, ours, peer, target, theirs, unit = "seconds", work }: Contest, turns: number): Promise<BenchRow> {
  const runs = unit === "seconds" ? { ours: await runsFor(ours), theirs: await runsFor(theirs) } : { ours: 1, theirs: 1 };
  const values: { ours: number; theirs: number }[] = [];
  for (let turn = 0; turn < turns; turn++) {
    stopIfInterrupted();
    const oursFirst = turn % 2 === 0;
    const first = await measured(oursFirst ? ours : theirs, oursFirst ? runs.ours : runs.theirs);
    const second = await measured(oursFirst ? theirs : ours, oursFirst ? runs.theirs : runs.ours);
    values.push(oursFirst ? { ours: first, theirs: second } : { ours: second, theirs: first });
  }
  const medians = { ours: median(values.map((turn) => turn.ours)), theirs: median(values.map((turn) => turn.theirs)) };
  const ratios = values.map((turn) => turn.theirs / turn.ours);
  const spread = (Math.max(...ratios) - Math.min(...ratios)) / median(ratios);
  return { work, peer, unit, ...medians, ratio: medians.theirs / medians.ours, target: target ?? null, spread, turns, ...(each === undefined ? {} : { each: shareOf(each, medians) }) };
}

function shareOf({ count, name }: Part, { ours, theirs }: { ours: number; theirs: number }): NonNullable<BenchRow["each"]> {
  return { name, ours: ours / count, theirs: theirs / count };
}

/** Warms up, so that compiled code is measured, and gives how many runs fill one measurement. */
async function runsFor(side: Side): Promise<number> {
  const end = performance.now() + WARM_UP;
  do await measured(side, 1);
  while (performance.now() < end);
  let runs = 1;
  while (1000 * runs * (await measured(side, runs)) < LEAST) runs *= 2;
  return runs;
}

/** What one run takes, the mean of so many. */
async function measured(side: Side, runs: number): Promise<number> {
  if (typeof side !== "function") return (await side.measure(runs)) / runs;
  const begin = performance.now();
  for (let k = 0; k < runs; k++) await side();
  return (performance.now() - begin) / 1000 / runs;
}

/** Middle value; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
