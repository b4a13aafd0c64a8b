import { stopIfInterrupted } from "../interruption.ts";

/** One work done by us and by a peer. `agree` returns what differs between the results, or undefined; it is asked before any timing. */
export type Contest = {
  readonly work: string;
  /** The peer by name and version. */
  readonly peer: string;
  /** The least ratio peer ÷ ours that this project promises itself. */
  readonly target: number;
  readonly ours: () => unknown;
  readonly theirs: () => unknown;
  readonly agree: () => string | undefined | Promise<string | undefined>;
  readonly close?: () => void;
};

/** A contest that is made when its turn comes, so that one peer's memory does not weigh on the next. */
export type Suite = readonly { readonly work: string; readonly prepare: () => Promise<Contest> }[];

export type BenchRow = {
  readonly work: string;
  readonly peer: string;
  readonly oursSeconds: number;
  readonly peerSeconds: number;
  /** peer ÷ ours: larger is better for us. */
  readonly ratio: number;
  readonly target: number;
  /** (largest − smallest) ÷ median of the ratios of the turns. */
  readonly spread: number;
};

/** Least time of one measurement; shorter work is repeated within it. Milliseconds. */
const LEAST = 50;
const WARM_UP = 200;

/** Times every contest of a suite: equality first, one turn to warm up, then ours and the peer's in alternation. */
export async function timeSuite(suite: Suite, turns: number, announce: (work: string) => void): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const { work, prepare } of suite) {
    stopIfInterrupted();
    announce(work);
    const contest = await prepare();
    const difference = await contest.agree();
    if (difference !== undefined) throw new Error(`${work}: the results differ from ${contest.peer}, so the times mean nothing: ${difference}`);
    rows.push(await timeContest(contest, turns));
    contest.close?.();
  }
  return rows;
}

async function timeContest({ work, peer, target, ours, theirs }: Contest, turns: number): Promise<BenchRow> {
  const repeats = { ours: await repeatsFor(ours), theirs: await repeatsFor(theirs) };
  const times: { ours: number; theirs: number }[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const oursFirst = turn % 2 === 0;
    const first = await seconds(oursFirst ? ours : theirs, oursFirst ? repeats.ours : repeats.theirs);
    const second = await seconds(oursFirst ? theirs : ours, oursFirst ? repeats.theirs : repeats.ours);
    times.push(oursFirst ? { ours: first, theirs: second } : { ours: second, theirs: first });
  }
  const oursSeconds = median(times.map((turn) => turn.ours));
  const peerSeconds = median(times.map((turn) => turn.theirs));
  const ratios = times.map((turn) => turn.theirs / turn.ours);
  return { work, peer, oursSeconds, peerSeconds, ratio: peerSeconds / oursSeconds, target, spread: (Math.max(...ratios) - Math.min(...ratios)) / median(ratios) };
}

/** Warms up, so that compiled code is measured, and gives how many runs fill one measurement. */
async function repeatsFor(run: () => unknown): Promise<number> {
  const end = performance.now() + WARM_UP;
  do await run();
  while (performance.now() < end);
  let repeats = 1;
  while (1000 * repeats * (await seconds(run, repeats)) < LEAST) repeats *= 2;
  return repeats;
}

async function seconds(run: () => unknown, repeats: number): Promise<number> {
  const begin = performance.now();
  for (let k = 0; k < repeats; k++) await run();
  return (performance.now() - begin) / 1000 / repeats;
}

/** Middle value; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
