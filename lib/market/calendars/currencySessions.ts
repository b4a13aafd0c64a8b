import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import { type SessionHours, SESSIONS, type SessionName, sessionWindow } from "./sessions.ts";
import type { Series, UtcMillis } from "../units.ts";

/** The four currency sessions as columns, judged at the open of each bar: a bar that closes at 08:00 traded before London opened. */
export type CurrencySessions = {
  /** Which are open, as bits: Sydney 1, Tokyo 2, London 4, New York 8. */
  readonly open: Uint8Array;
  /** When the session that is open opened; NaN while it is shut. A new moment is a new session. */
  readonly opened: Readonly<Record<SessionName, Series<UtcMillis>>>;
};

/** Currency sessions of bars shorter than a day. in: closeTime [T], milliseconds UTC  out: 5 × [T]. Work is done a session, not a bar. */
export function currencySessions(closeTime: Series<UtcMillis>, interval: Exclude<Interval, "1d">, hours: SessionHours = "utc"): CurrencySessions {
  const open = new Uint8Array(closeTime.length);
  const column = (name: SessionName, bit: number): Float64Array => markSession(closeTime, INTERVAL_MILLIS[interval], (time) => sessionWindow(name, time, hours), bit, open);
  const [sydney, tokyo, london, newYork] = SESSIONS.map(({ name }, k) => column(name, 1 << k));
  return { open, opened: { Sydney: sydney!, Tokyo: tokyo!, London: london!, "New York": newYork! } };
}

function markSession(closeTime: Float64Array, length: number, windowAt: (time: UtcMillis) => ReturnType<typeof sessionWindow>, bit: number, open: Uint8Array): Float64Array {
  const opened = new Float64Array(closeTime.length);
  let window = { from: 0, until: 0, isOpen: false };
  for (let t = 0; t < closeTime.length; t++) {
    const time = closeTime[t]! - length;
    if (!(time >= window.from && time < window.until)) window = windowAt(time);
    opened[t] = window.isOpen ? window.from : Number.NaN;
    if (window.isOpen) open[t]! |= bit;
  }
  return opened;
}
