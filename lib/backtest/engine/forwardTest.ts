import { formatBarTime } from "../../market/barTime.ts";
import type { Bars } from "../../market/bars.ts";
import type { LiveBar } from "../../market/stream/liveBar.ts";
import type { UtcMillis } from "../../market/units.ts";
import { BacktestError } from "../error.ts";
import type { BacktestResult } from "../result.ts";
import { checkBars, faultOf } from "../tradable.ts";
import { Feed } from "./feed.ts";
import { leakCheck } from "./leakCheck.ts";
import { madeStrategy } from "./madeStrategy.ts";
import { openRun, type Run } from "./openRun.ts";
import { barsGiven, type RunOptions } from "./runOptions.ts";
import type { Strategy, StrategyOfBars } from "./strategy.ts";
import { columnsFor } from "./strategyColumns.ts";
import { recorded, refuseLookAhead, type Trail } from "./trail.ts";

/** A bar that has closed; one of a stream that says it has not is refused. */
export type ClosedBar = Pick<LiveBar, "symbol" | "interval" | "closeTime" | "open" | "high" | "low" | "close" | "volume"> & Partial<Pick<LiveBar, "isFinished">>;

/** A run that is given one moment after the other. */
export type ForwardTest = {
  /** All bars that closed at one moment, later than any before. */
  readonly step: (closed: readonly ClosedBar[]) => void;
  /** The result up to now. */
  readonly result: () => BacktestResult;
};

/**
 * The engine of `runBacktest`, fed bar by bar as they close: same orders, fills and equity to the last bit as a backtest over all of the bars.
 * A strategy made from bars is made anew at each step, from the bars closed by then, and run from the first one on: a step takes as long as a backtest, and a decision of the past that changes is refused as a look ahead.
 * in: the options of a backtest; its bars are history that is run through first, and may be none, which names the assets and intervals all the same
 */
export function forwardTest(options: RunOptions): ForwardTest {
  for (const one of barsGiven(options)) checkBars(one);
  const { feeds, name, result, step, last: begun } = typeof options.strategy === "function" ? remade(options, options.strategy) : stepped(options, options.strategy);
  let last = begun;
  let failure = "";
  const refuseFailed = (): void => {
    if (failure !== "") throw new BacktestError(`forwardTest of "${name}": it failed before (${failure}); start another one`);
  };
  return {
    step: (closed) => {
      refuseFailed();
      const found = closed.map((bar, k) => ({ bar, feed: checked(bar, feeds, closed.slice(0, k), last) }));
      if (found.length === 0) return;
      last = closed[0]!.closeTime;
      try {
        for (const { bar, feed } of found) feed.append(bar);
        step(last, found.map(({ feed }) => feed));
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

/** A run that can be moved on. */
type Stepper = {
  readonly name: string;
  /** Where the bars of a step are appended. */
  readonly feeds: readonly Feed[];
  /** The last moment of the history. */
  readonly last: UtcMillis;
  readonly step: (time: UtcMillis, appended: readonly Feed[]) => void;
  readonly result: () => BacktestResult;
};

/** One engine, moved on. */
function stepped(options: RunOptions, strategy: Strategy): Stepper {
  const { engine, feeds, moments, result } = openRun(options, strategy, leakCheck(options, strategy));
  for (let t = 0; t < moments.length; t++) engine.step(moments[t]!);
  return {
    name: strategy.name, feeds, last: moments.at(-1) ?? Number.NEGATIVE_INFINITY, result,
    step: (time, appended) => {
      for (const feed of appended) feed.columns = columnsFor(strategy, feed.stored());
      engine.step(time);
    },
  };
}

/** A new strategy and a new run at each step, held to what the run before decided. */
function remade(options: RunOptions, make: StrategyOfBars): Stepper {
  const feeds = barsGiven(options).map((bars) => new Feed(bars));
  const first = madeStrategy(make, barsGiven(options));
  const leaks = leakCheck(options, first);
  const repeat = (strategy: Strategy, bars: readonly Bars[]): Run & { readonly trail: Trail } => {
    const trail: Trail = { asks: [] };
    const run = openRun({ ...options, bars }, recorded(strategy, trail.asks), leaks);
    for (const moment of run.moments) run.engine.step(moment);
    return { ...run, trail };
  };
  let now = repeat(first, barsGiven(options));
  return {
    name: first.name, feeds, last: now.moments.at(-1) ?? Number.NEGATIVE_INFINITY,
    step: () => {
      const bars = feeds.map((feed) => feed.stored());
      const next = repeat(madeStrategy(make, bars), bars);
      refuseLookAhead(first.name, next.trail, now.trail, now.moments.at(-1) ?? Number.NEGATIVE_INFINITY, "taken away");
      now = next;
    },
    result: () => now.result(),
  };
}

/** The feed of a bar that may come next. in: the bar, the feeds, the bars before it of the same step, the moment of the last step */
function checked(bar: ClosedBar, feeds: readonly Feed[], before: readonly ClosedBar[], last: number): Feed {
  const name = `${bar.symbol} ${bar.interval}`;
  const feed = feeds.find(({ interval, symbol }) => symbol === bar.symbol && interval === bar.interval);
  if (feed === undefined) throw new BacktestError(`forwardTest: there is no feed of ${name}; the run has ${feeds.map(({ interval, symbol }) => `${symbol} ${interval}`).join(", ")}`);
  const isTwice = before.some(({ interval, symbol }) => symbol === bar.symbol && interval === bar.interval);
  const isElsewhere = before.length > 0 && before[0]!.closeTime !== bar.closeTime;
  const what = bar.isFinished === false ? "it has not closed yet; give finished bars only" : isElsewhere ? "it closes at another moment than the bar before it; give the bars of one moment at once" : isTwice ? "it is there twice" : faultOf(bar.closeTime, bar.open, bar.close, last);
  if (what !== undefined) throw new BacktestError(`forwardTest: ${name} of ${Number.isFinite(bar.closeTime) ? formatBarTime(bar.closeTime) : bar.closeTime}: ${what}`);
  return feed;
}
