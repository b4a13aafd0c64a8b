import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { inSets, MARKETS } from "./market.ts";
import { ofCurrent } from "./ofCurrent.ts";
import { SHUT } from "./sessionClock.ts";

/** No session here is longer; what came later would count as of its last bar. */
const LONGEST_SESSION = 12 * 3_600_000;

// Places in the registers.
const OPENED = 0, COMPLETED = 1, VOLUME = 2, SLOT = 3, SHOWN = 4;

/**
 * Volume of a session so far over its mean at the same time of the session in the last `sessions` whole sessions; 1 where they had none by then.
 * A bar that is missing adds nothing: the volume by then is what came before. NaN until so many sessions are complete; behind the end the last value stays.
 */
export function volumeRatio(opened: Line, closeTime: Line, volume: Line, sessions: number, interval: number): Line {
  const slots = Math.ceil(LONGEST_SESSION / interval) + 1;
  // The session that runs, those behind it, and one more: a row that is taken back may have begun a session.
  const room = sessions + 2;
  return operator("sessionVolumeRatio", [opened, closeTime, volume], [sessions, interval], {
    registers: 5,
    start: ([opened, closeTime, volume], [out], r) => {
      // Volume by the end of each bar of a session: those of one time of the session, of all sessions, side by side.
      const byThen = new Float64Array(room * slots);
      return (from, to, seen) => {
        if (seen === 0) {
          r[OPENED] = SHUT;
          r[SHOWN] = Number.NaN;
        }
        for (let t = from; t < to; t++) {
          const start = opened[t]!;
          if (start !== r[OPENED]!) {
            if (r[OPENED]! !== SHUT) {
              fill(byThen, room, r[COMPLETED]! % room, r[SLOT]! + 1, slots, r[VOLUME]!);
              r[COMPLETED]!++;
            }
            r[OPENED] = start;
            r[VOLUME] = 0;
            r[SLOT] = -1;
          }
          if (start !== SHUT) {
            const place = r[COMPLETED]! % room;
            const slot = Math.min(slots - 1, Math.max(0, Math.floor((closeTime[t]! - 1 - start) / interval)));
            if (slot > r[SLOT]! + 1) fill(byThen, room, place, r[SLOT]! + 1, slot, r[VOLUME]!);
            r[VOLUME]! += volume[t]!;
            r[SLOT] = slot;
            byThen[slot * room + place] = r[VOLUME]!;
            r[SHOWN] = r[COMPLETED]! < sessions ? Number.NaN : ratioToPast(byThen, slot, r[COMPLETED]!, sessions, r[VOLUME]!);
          }
          out[t] = r[SHOWN]!;
        }
      };
    },
  });
}

/** Says of one session that it had this volume at the times from .. to−1. */
function fill(byThen: Float64Array, room: number, place: number, from: number, to: number, volume: number): void {
  for (let slot = from; slot < to; slot++) byThen[slot * room + place] = volume;
}

function ratioToPast(byThen: Float64Array, slot: number, completed: number, sessions: number, volume: number): number {
  const room = sessions + 2;
  let place = (completed - sessions) % room;
  let sum = 0;
  for (let k = 0; k < sessions; k++) {
    sum += byThen[slot * room + place]!;
    if (++place === room) place = 0;
  }
  return sum > 0 ? (volume * sessions) / sum : 1;
}

/** How busy the current session is, against the same time of past sessions. Divided by its own final volume, or by a mean over the whole sample, it would know the future. */
export const volumeRatioFactors = MARKETS.map((market) => defineFactor({
  name: `session_volume_ratio${market.suffix}`,
  family: "sessions",
  formula: "volume of the current session so far / its mean at the same time of the last n whole sessions of the same name",
  source: market.words,
  edge: "1 where the past sessions had no volume by then; held while no session is open",
  inputs: ["closeTime", "volume"],
  parameters: { sessions: barCount(1, 500) },
  outputs: [{ id: `session_volume_ratio${market.suffix}`, description: `Volume of the current session against its past${market.note}`, unit: "ratio" }],
  ...inSets(market, [10]),
  intradayOnly: true,
  waitsFor: "n whole sessions of every name that the bars have shown",
  lines: (bar, { sessions }) => {
    const clock = market.clock(bar);
    return [ofCurrent(clock, clock.whole.map((opened) => volumeRatio(opened, bar.closeTime, bar.volume, sessions, bar.interval)))];
  },
}));
