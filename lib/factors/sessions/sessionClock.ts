import { SESSIONS, sessionWindow, type SessionHours, type SessionWindow } from "../../market/calendars/sessions.ts";
import { operator, operators, type Line } from "../engine/line.ts";

/** In place of a moment: the session is shut. */
export const SHUT = -Infinity;

/**
 * Which sessions a bar belongs to, from its time alone. A bar belongs to the sessions that are open when it opens: the bar that closes at 08:00 traded before London.
 * Where several are open, the current one is that which opened last; where none is, that which closed last.
 */
export type SessionClock = {
  /** For each session the moment it opened; `SHUT` outside it. A new moment is a new session. */
  readonly opened: readonly Line[];
  /** For each session the moment at which it will close by its hours; `SHUT` outside it. */
  readonly closes: readonly Line[];
  /** Number of the current session. */
  readonly current: Line;
  /** How much of the current session has passed at the bar's close, 0 to 1. */
  readonly share: Line;
  /** Rows before a session's bars began are not known: `opened` without the session in whose middle the bars begin. */
  readonly whole: readonly Line[];
};

/** The clock of the four currency sessions. `interval`: milliseconds from bar to bar. */
export function currencyClock(closeTime: Line, interval: number, hours: SessionHours): SessionClock {
  const [sydney, tokyo, london, newYork, sydneyEnd, tokyoEnd, londonEnd, newYorkEnd, current, share] = operators("currencyClock", [closeTime], [interval, hours === "utc" ? 0 : 1], {
    delays: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] as const,
    start: ([closeTime], outputs) => {
      const windows: SessionWindow[] = SESSIONS.map(() => ({ from: 0, until: 0, isOpen: false }));
      const [opened, closes] = [outputs.slice(0, 4), outputs.slice(4, 8)];
      return (from, to) => {
        for (let k = 0; k < windows.length; k++) windows[k] = markSession(closeTime, interval, k, hours, windows[k]!, opened[k]!, closes[k]!, from, to);
        markCurrent(closeTime, opened, closes, outputs[8], outputs[9], from, to);
      };
    },
  });
  const opened = [sydney, tokyo, london, newYork];
  return { opened, closes: [sydneyEnd, tokyoEnd, londonEnd, newYorkEnd], current, share, whole: opened.map((line) => wholeSession(line, closeTime, interval)) };
}

/** A session's window is looked up once and kept while time stays inside. */
function markSession(closeTime: Float64Array, interval: number, k: number, hours: SessionHours, known: SessionWindow, opened: Float64Array, closes: Float64Array, from: number, to: number): SessionWindow {
  let window = known;
  for (let t = from; t < to; t++) {
    const open = closeTime[t]! - interval;
    if (!(open >= window.from && open < window.until)) window = sessionWindow(SESSIONS[k]!.name, open, hours);
    opened[t] = window.isOpen ? window.from : SHUT;
    closes[t] = window.isOpen ? window.until : SHUT;
  }
  return window;
}

/** New York is the last to close, on every day and before every weekend. */
const LAST = SESSIONS.length - 1;

function markCurrent(closeTime: Float64Array, opened: readonly Float64Array[], closes: readonly Float64Array[], current: Float64Array, share: Float64Array, from: number, to: number): void {
  for (let t = from; t < to; t++) {
    let newest = LAST;
    for (let k = 0; k < opened.length; k++) if (opened[k]![t]! > opened[newest]![t]!) newest = k;
    const start = opened[newest]![t]!;
    current[t] = newest;
    share[t] = start === SHUT ? 1 : Math.min(1, (closeTime[t]! - start) / (closes[newest]![t]! - start));
  }
}

/** `opened`, and `SHUT` in the session in whose middle the first bar opens: what went before in it is unknown. */
export function wholeSession(opened: Line, closeTime: Line, interval: number): Line {
  return operator("wholeSession", [opened, closeTime], [interval], {
    registers: 1,
    start: ([opened, closeTime], [out], registers) => (from, to, seen) => {
      if (seen === 0) registers[0] = closeTime[from]! - interval > opened[from]! ? opened[from]! : SHUT;
      const cut = registers[0]!;
      for (let t = from; t < to; t++) out[t] = opened[t] === cut ? SHUT : opened[t]!;
    },
  });
}
