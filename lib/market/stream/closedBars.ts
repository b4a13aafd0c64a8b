import type { BarPage } from "../sources/source.ts";
import type { UtcMillis } from "../units.ts";
import { type LiveBar, liveOfBars } from "./liveBar.ts";

/** The finished bars of a page and the running one. `until`: the moment of its answer by the earlier of both clocks; what closes later runs in it. */
export function closedBars({ answers, bars, unfinished }: BarPage, source: string, now: UtcMillis): { readonly closed: readonly LiveBar[]; readonly running: readonly LiveBar[]; readonly until: UtcMillis } {
  const receivedAt = answers.at(-1)?.receivedAt ?? now;
  return {
    until: receivedAt,
    closed: liveOfBars(bars, { source, receivedAt, isFinished: true }),
    running: unfinished === undefined ? [] : liveOfBars(unfinished, { source, receivedAt, isFinished: false }),
  };
}
