import type { BarPage } from "../sources/source.ts";
import type { UtcMillis } from "../units.ts";
import { type LiveBar, liveOfBars } from "./liveBar.ts";

/** The finished bars of a page and the running one. `until`: the source's clock where it is known to differ from ours; a bar that has not closed by it runs still. */
export function closedBars({ answers, bars, unfinished }: BarPage, source: string, now: UtcMillis): { readonly closed: readonly LiveBar[]; readonly running: readonly LiveBar[]; readonly until: UtcMillis } {
  const answer = answers.at(-1);
  const receivedAt = answer?.receivedAt ?? now;
  const until = answer?.clockSkewMillis === undefined ? Number.POSITIVE_INFINITY : receivedAt + answer.clockSkewMillis;
  const given = liveOfBars(bars, { source, receivedAt, isFinished: true });
  const isClosed = ({ closeTime }: LiveBar): boolean => bars.interval === "1d" || closeTime <= until;
  return {
    until,
    closed: given.filter(isClosed),
    running: [...given.filter((bar) => !isClosed(bar)).map((bar) => ({ ...bar, isFinished: false })), ...(unfinished === undefined ? [] : liveOfBars(unfinished, { source, receivedAt, isFinished: false }))],
  };
}
