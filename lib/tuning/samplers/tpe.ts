import type { Choice, Range } from "../../catalogue/searchSpace.ts";
import { randomStream, split, type RandomStream } from "../../random/index.ts";
import { axisOf } from "./axis.ts";
import { parzen } from "./parzen.ts";
import { drawEvenly, randomSearch } from "./randomSearch.ts";
import type { Sampler, Seen } from "./sampler.ts";

export type TpeOptions = {
  /** Trials drawn at random before the search learns. Default 10. */
  readonly startup?: number;
  /** Share of the trials that count as good, at most 25 of them. Default 0.1. */
  readonly good?: number;
  /** Draws of which the most promising is taken. Default 24. */
  readonly candidates?: number;
};

/** Of many trials, all but the newest so many count less the older they are. */
const NEWEST = 25;

/**
 * Tree-structured Parzen estimators: each setting is drawn where good trials are dense and the others are not.
 * l from the best share of the trials, g from the rest; of the candidates drawn from l the one with the largest l/g.
 * Bergstra et al. 2011, https://papers.nips.cc/paper/4443. Settings are drawn one by one. A pruned trial ranks behind every complete one and
 * before those that were stopped earlier; failed ones and those under way count as bad.
 */
export function tpe({ candidates = 24, good = 0.1, startup = 10 }: TpeOptions = {}): Sampler {
  return (space, seen, key) => {
    const ended = seen.filter(({ outcome }) => outcome.state === "complete" || outcome.state === "pruned");
    if (ended.length < Math.max(2, startup)) return randomSearch(space, seen, key);
    const best = new Set([...ended].sort(betterFirst).slice(0, Math.min(Math.ceil(good * ended.length), 25)));
    const groups = [seen.filter((trial) => best.has(trial)), seen.filter((trial) => !best.has(trial))] as const;
    return Object.fromEntries(Object.entries(space).map(([name, range]) => {
      const [goodOnes, others] = groups.map((group) => group.map(({ settings }) => settings[name]!));
      return [name, mostPromising(range, goodOnes!, others!, candidates, randomStream(split(key, name)))];
    }));
  };
}

function mostPromising(range: Range, good: readonly Choice[], others: readonly Choice[], candidates: number, stream: RandomStream): Choice {
  if (range.kind === "choice") return promisingChoice(range.values, good, others, candidates, stream);
  if (range.low === range.high) return drawEvenly(range, stream);
  const axis = axisOf(range);
  const density = (values: readonly Choice[]) => parzen(values.map((value) => axis.toPlace(Number(value))), recentWeights(values.length), axis);
  const [l, g] = [density(good), density(others)];
  let [taken, most] = [axis.low, -Infinity];
  for (let k = 0; k < candidates; k++) {
    const place = l.draw(stream);
    const cell = axis.cell(place);
    const gain = cell ? l.logMass(...cell) - g.logMass(...cell) : l.logDensity(place) - g.logDensity(place);
    if (gain > most) [taken, most] = [place, gain];
  }
  return axis.toValue(taken);
}

/** The same for values without order: how often each was seen, and once more (§4 of the paper). */
function promisingChoice(values: readonly Choice[], good: readonly Choice[], others: readonly Choice[], candidates: number, { uniform }: RandomStream): Choice {
  const [l, g] = [shares(values, good), shares(values, others)];
  let [taken, most] = [0, -Infinity];
  for (let k = 0; k < candidates; k++) {
    const drawn = at(l, uniform());
    if (l[drawn]! / g[drawn]! > most) [taken, most] = [drawn, l[drawn]! / g[drawn]!];
  }
  return values[taken]!;
}

function shares(values: readonly Choice[], seen: readonly Choice[]): readonly number[] {
  const names = values.map((value) => JSON.stringify(value));
  const counts = names.map(() => 1);
  const weights = recentWeights(seen.length);
  seen.forEach((value, k) => {
    const place = names.indexOf(JSON.stringify(value));
    if (place >= 0) counts[place]! += weights[k]!;
  });
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.map((count) => count / sum);
}

function at(shares: readonly number[], share: number): number {
  let left = share;
  for (let k = 0; k < shares.length; k++) if ((left -= shares[k]!) < 0) return k;
  return shares.length - 1;
}

/** 1 for the newest; the older ones rise in a line from 1/n to 1. */
function recentWeights(count: number): readonly number[] {
  const old = Math.max(0, count - NEWEST);
  return Array.from({ length: count }, (_, k) => (k >= old ? 1 : old === 1 ? 1 / count : 1 / count + (k / (old - 1)) * (1 - 1 / count)));
}

/** Complete by value; then pruned, the later they were stopped the better. */
function betterFirst(a: Seen, b: Seen): number {
  const [stepA, valueA] = rank(a);
  const [stepB, valueB] = rank(b);
  return stepA === stepB ? valueA - valueB : stepB - stepA;
}

function rank({ outcome }: Seen): readonly [step: number, value: number] {
  if (outcome.state === "complete") return [Number.MAX_VALUE, outcome.value];
  return outcome.state === "pruned" ? [outcome.step, outcome.value] : [-1, 0];
}
