import type { Interval } from "../inference/interval.ts";
import { expectedMaximumSharpe } from "../inference/expectedMaximumSharpe.ts";
import type { Overfitting } from "../inference/pbo.ts";
import { isAvailable, type Measure, type NotAvailable } from "../measure.ts";
import type { CountedTrials } from "./countedTrials.ts";

/** What the interval of a Sharpe ratio means. */
export function ofInterval(value: number, interval: Interval | NotAvailable): string {
  if ("reason" in interval) return `Its Sharpe ratio has no interval: ${interval.reason}.`;
  const meaning = interval.low > 0 ? "it earned more than nothing beyond chance" : interval.high < 0 ? "it lost beyond chance" : "it may have earned nothing but by chance";
  return `Its Sharpe ratio is ${value.toFixed(2)}, with ${boundsOf(interval)}: ${meaning}.`;
}

export function ofDifference(interval: Interval | NotAvailable): string {
  if ("reason" in interval) return `It cannot be compared with buy-and-hold: ${interval.reason}.`;
  const meaning = interval.low > 0 ? "it was better for its risk, beyond chance" : interval.high < 0 ? "it was worse for its risk, beyond chance" : "these days cannot tell which of the two is better";
  return `Its Sharpe ratio less that of buy-and-hold has ${boundsOf(interval)}: ${meaning}.`;
}

/** Whether the record is long enough. */
export function ofTrackRecord(needed: Measure, count: number): string {
  if (!isAvailable(needed)) return `No length of record would show that it earns: ${needed.reason}.`;
  const bars = Math.ceil(needed);
  return count >= bars ? `Returns like these show an edge after ${bars} bars; there are ${count}.` : `Returns like these show an edge only after ${bars} bars; there are ${count}, too few.`;
}

/** The confidence with which the lower bound of a two-sided interval alone holds. */
export function oneSided(confidence: number): number {
  return (1 + confidence) / 2;
}

/** What is left of the Sharpe ratio when the trials are counted. Without their number the reader is told so. */
export function ofTrials(deflated: Measure, trials: CountedTrials | undefined, confidence = 0.95): string[] {
  if (trials === undefined) return ["The numbers hold for this one period and know nothing of the variants that were tried before this one: the trials were not counted."];
  const { count, varianceOfSharpes } = trials;
  if (!isAvailable(deflated)) return [`${count} ${count === 1 ? "trial was" : "trials were"} counted, but there is no deflated Sharpe ratio: ${deflated.reason}.`];
  const chance = `the deflated Sharpe ratio is ${(100 * deflated).toFixed(1)} %`;
  const meaning = deflated > oneSided(confidence) ? "it is better than luck explains" : "luck may explain it";
  if (count === 1) return [`It is the only trial on record; ${chance}: ${meaning}.`];
  return [`It is one of ${count} trials, the best of which shows a Sharpe ratio of ${expectedMaximumSharpe(count, varianceOfSharpes).toFixed(2)} without any skill; ${chance}: ${meaning}.`];
}

/** What choosing the best trial is worth on other days. */
export function ofOverfitting(overfitting: Overfitting | NotAvailable | undefined): string[] {
  if (overfitting === undefined) return [];
  if ("reason" in overfitting) return [`Whether the choice among the trials is overfitted cannot be told: ${overfitting.reason}.`];
  const { lossProbability, probability } = overfitting;
  const meaning = probability < 0.05 ? "the choice holds on days that did not make it" : probability < 0.3 ? "the choice holds more often than not" : "choosing the best of them tells little of other days";
  return [`The best of the trials on half of the days is no better than their middle on the other half in ${(100 * probability).toFixed(0)} % of splits, and loses in ${(100 * lossProbability).toFixed(0)} %: ${meaning}.`];
}

function boundsOf({ confidence, high, low }: Interval): string {
  return `a ${Math.round(100 * confidence)} % interval from ${low.toFixed(2)} to ${high.toFixed(2)}`;
}
