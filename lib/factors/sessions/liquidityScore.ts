import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";

const HOUR = 3_600_000;
const HOURS = 24;

// Places in the registers.
const DAY = 0, COMPLETED = 1, HOUR_NOW = 2, VOLUME = 3, BARS = 4;

/**
 * Mean volume of a bar in this hour of UTC over that in all hours, both of the last `days` dates that have bars and are over: today counts tomorrow.
 * 1 for an hour without bars in those days, and where nothing was traded in all of them. NaN until there are so many dates.
 */
export function liquidityScore(closeTime: Line, volume: Line, days: number, interval: number): Line {
  // The date that runs, those behind it, and one more: a row that is taken back may have begun a date.
  const room = days + 2;
  return operator("liquidityScore", [closeTime, volume], [days, interval], {
    registers: 5,
    start: ([closeTime, volume], [out], r) => {
      // Volume and number of bars of each hour, a row a date.
      const volumes = new Float64Array(room * HOURS);
      const bars = new Float64Array(room * HOURS);
      const scores = new Float64Array(HOURS);
      let scoredAfter = -1;
      return (from, to, seen) => {
        if (seen === 0) r[DAY] = Number.NaN;
        for (let t = from; t < to; t++) {
          const hours = Math.floor((closeTime[t]! - interval) / HOUR);
          const day = Math.floor(hours / HOURS);
          const hour = hours - HOURS * day;
          if (day !== r[DAY]!) {
            if (!Number.isNaN(r[DAY]!)) r[COMPLETED]!++;
            const row = (r[COMPLETED]! % room) * HOURS;
            volumes.fill(0, row, row + HOURS);
            bars.fill(0, row, row + HOURS);
            r[DAY] = day;
            r[HOUR_NOW] = -1;
          }
          if (hour !== r[HOUR_NOW]!) {
            r[HOUR_NOW] = hour;
            r[VOLUME] = 0;
            r[BARS] = 0;
          }
          const completed = r[COMPLETED]!;
          r[VOLUME]! += volume[t]!;
          r[BARS]!++;
          volumes[(completed % room) * HOURS + hour] = r[VOLUME]!;
          bars[(completed % room) * HOURS + hour] = r[BARS]!;
          if (completed !== scoredAfter) {
            scoredAfter = completed;
            if (completed >= days) score(volumes, bars, completed, days, scores);
          }
          out[t] = completed < days ? Number.NaN : scores[hour]!;
        }
      };
    },
  });
}

/** The score of each hour from the dates before the one that runs. */
function score(volumes: Float64Array, bars: Float64Array, completed: number, days: number, scores: Float64Array): void {
  let allVolume = 0;
  let allBars = 0;
  for (let hour = 0; hour < HOURS; hour++) {
    let volume = 0;
    let count = 0;
    for (let k = completed - days; k < completed; k++) {
      volume += volumes[(k % (days + 2)) * HOURS + hour]!;
      count += bars[(k % (days + 2)) * HOURS + hour]!;
    }
    scores[hour] = count > 0 ? volume / count : Number.NaN;
    allVolume += volume;
    allBars += count;
  }
  for (let hour = 0; hour < HOURS; hour++) scores[hour] = allVolume > 0 && !Number.isNaN(scores[hour]!) ? (scores[hour]! * allBars) / allVolume : 1;
}

/** How liquid this hour of the day has been. A mean over the whole sample, as usually taken, knows hours that are still to come. */
export const liquidityScoreFactor = defineFactor({
  name: "liquidity_score",
  family: "sessions",
  formula: "mean volume of a bar in this hour / mean volume of a bar in all hours, over the last n complete dates, UTC",
  source: "the usual intraday volume profile, over the past alone",
  edge: "1 for an hour without bars in those dates, and where they had no volume",
  inputs: ["closeTime", "volume"],
  parameters: { days: barCount(1, 500) },
  outputs: [{ id: "liquidity_score", description: "Past volume of this hour against all hours", unit: "ratio" }],
  defaults: [],
  example: [10],
  intradayOnly: true,
  waitsFor: "the end of n dates that have bars",
  lines: (bar, { days }) => [liquidityScore(bar.closeTime, bar.volume, days, bar.interval)],
});
