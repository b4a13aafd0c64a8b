import { RunError } from "./error.ts";

/** How long one side took, in milliseconds. */
export type Timing = { readonly name: string; readonly median: number; readonly fastest: number; readonly slowest: number };

export type TurnOptions = {
  /** How often each side is timed. Default 15. */
  readonly turns?: number;
  /** Runs of each side before the first timing. Default 3. */
  readonly warmUp?: number;
  /** Milliseconds. */
  readonly clock?: () => number;
};

/**
 * Times several ways of doing the same work, in turns, so that a busy moment of the machine hits all of them; every other turn goes backwards.
 * A side must end its own work, such as by reading its result. The times differ from run to run: show them, never record them as results.
 */
export async function timeInTurns(sides: Readonly<Record<string, () => unknown>>, { clock = () => performance.now(), turns = 15, warmUp = 3 }: TurnOptions = {}): Promise<readonly Timing[]> {
  if (!(Number.isInteger(turns) && turns >= 1)) throw new RunError(`timeInTurns: turns must be a whole number ≥ 1, got ${turns}`);
  const works = Object.entries(sides).map(([name, work]) => ({ name, work, times: new Array<number>() }));
  for (const { work } of works) for (let k = 0; k < warmUp; k++) await work();
  for (let turn = 0; turn < turns; turn++) {
    for (const { times, work } of turn % 2 === 0 ? works : works.toReversed()) {
      const begin = clock();
      await work();
      times.push(clock() - begin);
    }
    await new Promise((resolve) => setImmediate(resolve)); // a stopped notebook cell stops here
  }
  return works.map(({ name, times }) => {
    const sorted = times.toSorted((a, b) => a - b);
    const middle = sorted.length >> 1;
    const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
    return { name, median, fastest: sorted[0]!, slowest: sorted.at(-1)! };
  });
}
