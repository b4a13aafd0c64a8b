import { isoDate, sliceBars, type Bars } from "../../market/bars.ts";
import type { UtcMillis } from "../../market/units.ts";
import { randomKey, shuffledIndices, split } from "../../random/index.ts";
import { perturbFuture } from "../../validation/index.ts";
import { countUpTo } from "../../validation/lookAhead/panel.ts";
import { BacktestError } from "../error.ts";
import { barsGiven, type RunOptions } from "./runOptions.ts";
import { madeStrategy } from "./madeStrategy.ts";
import { openRun, UNTRIED } from "./openRun.ts";
import type { Strategy } from "./strategy.ts";
import { firstDifference, recorded, refuseLookAhead, type Trail } from "./trail.ts";

/** Bars of the beginning on which decisions are tried: enough to decide something, few enough to cost little. Where nothing is decided in them, ten times as many. */
const TRIED = 2000;
const CUTS = 4;

/**
 * Refuses a strategy that decides otherwise when it runs again, or when the bars after some decisions are taken away, and when they are changed.
 * A strategy that is made from bars is made anew from those that are left, so that what it closes over is cut as well. Of any other only its columns see the cut.
 * in: the options of the run, its strategy, made from all bars  out: whether something was decided that could be tried
 */
export function checkDecisions(options: RunOptions, strategy: Strategy): boolean {
  const all = barsGiven(options);
  const end = Math.max(...all.map(({ closeTime }) => closeTime.at(-1) ?? Number.NEGATIVE_INFINITY));
  const { name, warmUp = 0 } = strategy;
  for (const length of [TRIED, 10 * TRIED]) {
    const part = beginning(all, Math.max(length, 2 * warmUp));
    const whole = trailOf(options, strategy, part);
    if (whole === undefined) return false;
    if (whole.failure !== undefined) throw whole.failure;
    if (whole.asks.length > 0) {
      refuseUnsteady(name, whole, trailOf(options, strategy, part));
      if (strategy.columns === undefined && typeof options.strategy !== "function") return true;
      return cutsOf(options, whole, end).map((cut) => tryCut(options, strategy, part, whole, cut)).includes(true);
    }
    if (part.every(({ closeTime }, k) => closeTime.length === all[k]!.closeTime.length)) break;
  }
  return false;
}

/** The same bars, as far as the feed with the shortest span of so many rows goes. */
function beginning(all: readonly Bars[], length: number): readonly Bars[] {
  const end = Math.min(...all.map(({ closeTime }) => closeTime[length - 1] ?? Number.POSITIVE_INFINITY));
  return all.map((bars) => upTo(bars, end));
}

function upTo(bars: Bars, time: UtcMillis): Bars {
  return sliceBars(bars, 0, countUpTo(bars.closeTime, time));
}

/** Moments of decisions: the first, and some by chance. There a look at the next bar shows. */
function cutsOf({ key = randomKey(0) }: RunOptions, { asks }: Trail, end: UtcMillis): readonly UtcMillis[] {
  const [first, ...others] = [...new Set(asks.map(({ time }) => time))].filter((time) => time < end);
  const chosen = shuffledIndices(others.length, split(key, "cuts of decisions")).subarray(0, CUTS - 1);
  return first === undefined ? [] : [first, ...Array.from(chosen, (k) => others[k]!)];
}

/** Refuses a strategy that a cut shows to look ahead. out: whether it ran on what is left */
function tryCut(options: RunOptions, strategy: Strategy, part: readonly Bars[], whole: Trail, cut: UtcMillis): boolean {
  const { key = randomKey(0) } = options;
  let hasRun = false;
  const changed = () => part.map((bars) => perturbFuture(bars, countUpTo(bars.closeTime, cut), split(key, `${bars.symbol} ${bars.interval} after ${cut}`)));
  for (const [how, bars] of [["taken away", part.map((one) => upTo(one, cut))], ["changed", changed()]] as const) {
    const trail = trailOf(options, strategy, bars, cut);
    if (trail === undefined) continue;
    hasRun = true;
    refuseLookAhead(strategy.name, whole, trail, cut, how);
  }
  return hasRun;
}

/** What the strategy asks for on some bars, up to a moment; where one is named, made anew from those bars if it is made from bars. Undefined where it does not start on them: it may want more. */
function trailOf(options: RunOptions, strategy: Strategy, bars: readonly Bars[], last?: UtcMillis): Trail | undefined {
  const trail: Trail = { asks: [] };
  const run = attempt(() => openRun({ ...options, bars }, recorded(last === undefined ? strategy : madeStrategy(options.strategy, bars), trail.asks), UNTRIED));
  if (run === undefined) return undefined;
  try {
    for (const moment of run.moments) if (moment <= (last ?? moment)) run.engine.step(moment);
  } catch (error) {
    if (!(error instanceof BacktestError)) throw error;
    trail.failure = error;
  }
  return trail;
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

function refuseUnsteady(name: string, first: Trail, second: Trail | undefined): void {
  if (second === undefined) throw new BacktestError(`the strategy "${name}" starts once and not a second time. What it remembers belongs into the function that start returns`);
  const found = firstDifference(first, second, Number.POSITIVE_INFINITY);
  if (found === undefined) return;
  throw new BacktestError(`the strategy "${name}" decides otherwise when it runs again: at the close of ${isoDate(found.time)} it asks for ${found.one} the first time, for ${found.other} the second. What it remembers belongs into the function that start returns, and what it draws comes from the key that start is given`);
}
