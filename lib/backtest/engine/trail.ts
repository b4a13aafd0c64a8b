import { isoDate } from "../../market/bars.ts";
import type { UtcMillis } from "../../market/units.ts";
import { BacktestError } from "../error.ts";
import { brokerThrough } from "./brokerThrough.ts";
import type { Broker, Strategy } from "./strategy.ts";

/** Something that a strategy asked of its broker: the call and what it was given, as JSON. */
export type Ask = { readonly time: UtcMillis; readonly call: string; readonly given: string };

/** Asks of one run, with the error that ended it, if one did. */
export type Trail = { readonly asks: Ask[]; failure?: Error };

/** Share by which numbers of two runs may differ: rounding of columns made over more or fewer bars. */
const TOLERANCE = 1e-9;

/** A strategy that writes down what it asks for. */
export function recorded(strategy: Strategy, asks: Ask[]): Strategy {
  const { columns, name, warmUp } = strategy;
  return {
    name,
    ...(columns !== undefined && { columns }),
    ...(warmUp !== undefined && { warmUp }),
    start: (given) => {
      const decide = strategy.start(given);
      if (typeof decide !== "function") return decide;
      let time = Number.NaN;
      let broker: Broker | undefined;
      return (market, real) => {
        time = market.time;
        broker ??= recordingBroker(real, (call, ...values) => void asks.push({ time, call, given: JSON.stringify(values.filter((value) => value !== undefined)) }));
        return decide(market, broker);
      };
    },
  };
}

function recordingBroker(real: Broker, note: (call: string, ...values: readonly unknown[]) => void): Broker {
  return brokerThrough(real, {
    submit: (order) => (note("submit", order), real.submit(order)),
    cancel: (id) => (note("cancel", id), real.cancel(id)),
    cancelAll: (asset) => (note("cancelAll", asset), real.cancelAll(asset)),
    oco: (...orders) => (note("oco", ...orders), real.oco(...orders)),
    bracket: (entry, exits) => (note("bracket", entry, exits), real.bracket(entry, exits)),
    targetShare: (asset, share, exits) => (note("targetShare", asset, share, exits), real.targetShare(asset, share, exits)),
    targetUnits: (asset, units) => (note("targetUnits", asset, units), real.targetUnits(asset, units)),
  });
}

/** The first moment up to `end` at which two runs differ, and what each did there; undefined where they are the same. */
export function firstDifference(one: Trail, other: Trail, end: UtcMillis): { readonly time: UtcMillis; readonly one: string; readonly other: string } | undefined {
  for (let k = 0; ; k++) {
    const [a, b] = [upTo(one.asks[k], end), upTo(other.asks[k], end)];
    if (a === undefined && b === undefined) break;
    if (a !== undefined && b !== undefined && isSame(a, b)) continue;
    const time = Math.min(a?.time ?? Number.POSITIVE_INFINITY, b?.time ?? Number.POSITIVE_INFINITY);
    return { time, one: worded(a, time, one), other: worded(b, time, other) };
  }
  if (other.failure === undefined) return undefined;
  return { time: end, one: "nothing more", other: worded(undefined, end, other) };
}

/** Refuses a strategy that decided otherwise when later bars were taken away or changed. in: the run with them and the one without, the last moment that both know */
export function refuseLookAhead(name: string, whole: Trail, part: Trail, end: UtcMillis, how: "taken away" | "changed"): void {
  const found = firstDifference(whole, part, end);
  if (found === undefined) return;
  throw new BacktestError(`the strategy "${name}" looks ahead: at the close of ${isoDate(found.time)} it asks for ${found.one} with the later bars, for ${found.other} when those after ${isoDate(end)} are ${how}. Decide, fit and scale by bars that have closed`);
}

function upTo(ask: Ask | undefined, end: UtcMillis): Ask | undefined {
  return ask !== undefined && ask.time <= end ? ask : undefined;
}

function worded(ask: Ask | undefined, time: UtcMillis, { failure }: Trail): string {
  if (ask?.time === time) return `${ask.call}(${ask.given.slice(1, -1)})`;
  return ask === undefined && failure !== undefined ? `nothing (${failure.message})` : "nothing";
}

function isSame(a: Ask, b: Ask): boolean {
  return a.time === b.time && a.call === b.call && (a.given === b.given || isAlike(JSON.parse(a.given), JSON.parse(b.given)));
}

function isAlike(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [ours, theirs] = [Object.entries(a), Object.entries(b)];
  return ours.length === theirs.length && ours.every(([name, value], k) => name === theirs[k]![0] && isAlike(value, theirs[k]![1]));
}
