import { formatBarTime } from "../../market/barTime.ts";
import type { LiveBar } from "../../market/stream/liveBar.ts";
import { BacktestError } from "../error.ts";
import type { BacktestResult } from "../result.ts";
import { checkBars, faultOf } from "../tradable.ts";
import type { Feed } from "./feed.ts";
import { columnsFor } from "./leakCheck.ts";
import { openRun } from "./openRun.ts";
import type { RunOptions } from "./runOptions.ts";

/** A bar that has closed. */
export type ClosedBar = Pick<LiveBar, "symbol" | "interval" | "closeTime" | "open" | "high" | "low" | "close" | "volume">;

/** A run that is given one moment after the other. */
export type ForwardTest = {
  /** All bars that closed at one moment, later than any before. */
  readonly step: (closed: readonly ClosedBar[]) => void;
  /** The result up to now. */
  readonly result: () => BacktestResult;
};

/**
 * The engine of `runBacktest`, fed bar by bar as they close: same orders, fills and equity to the last bit as a backtest over all of the bars.
 * in: the options of a backtest; its bars are history that is run through first, and may be none, which names the assets and intervals all the same
 */
export function forwardTest(options: RunOptions): ForwardTest {
  const { bars, strategy } = options;
  for (const one of "closeTime" in bars ? [bars] : bars) checkBars(one);
  const { engine, feeds, moments, result } = openRun(options);
  for (let t = 0; t < moments.length; t++) engine.step(moments[t]!);
  let last = moments.at(-1) ?? Number.NEGATIVE_INFINITY;
  let failure = "";
  const refuseFailed = (): void => {
    if (failure !== "") throw new BacktestError(`forwardTest of "${strategy.name}": it failed before (${failure}); start another one`);
  };
  return {
    step: (closed) => {
      refuseFailed();
      const found = closed.map((bar, k) => ({ bar, feed: checked(bar, feeds, closed.slice(0, k), last) }));
      if (found.length === 0) return;
      last = closed[0]!.closeTime;
      try {
        for (const { bar, feed } of found) {
          feed.append(bar);
          feed.columns = columnsFor(strategy, feed.stored());
        }
        engine.step(last);
      } catch (error) {
        failure = error instanceof Error ? error.message : String(error);
        throw error;
      }
    },
    result: () => {
      refuseFailed();
      return result();
    },
  };
}

/** The feed of a bar that may come next. in: the bar, the feeds, the bars before it of the same step, the moment of the last step */
function checked(bar: ClosedBar, feeds: readonly Feed[], before: readonly ClosedBar[], last: number): Feed {
  const name = `${bar.symbol} ${bar.interval}`;
  const feed = feeds.find(({ interval, symbol }) => symbol === bar.symbol && interval === bar.interval);
  if (feed === undefined) throw new BacktestError(`forwardTest: there is no feed of ${name}; the run has ${feeds.map(({ interval, symbol }) => `${symbol} ${interval}`).join(", ")}`);
  const isTwice = before.some(({ interval, symbol }) => symbol === bar.symbol && interval === bar.interval);
  const isElsewhere = before.length > 0 && before[0]!.closeTime !== bar.closeTime;
  const what = isElsewhere ? "it closes at another moment than the bar before it; give the bars of one moment at once" : isTwice ? "it is there twice" : faultOf(bar.closeTime, bar.open, bar.close, last);
  if (what !== undefined) throw new BacktestError(`forwardTest: ${name} of ${Number.isFinite(bar.closeTime) ? formatBarTime(bar.closeTime) : bar.closeTime}: ${what}`);
  return feed;
}
