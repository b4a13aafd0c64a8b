import type { DatabaseSync } from "node:sqlite";
import { DAY_MILLIS } from "../calendars/day.ts";
import { MarketError, type Reason } from "../error.ts";
import type { Limit } from "./connection.ts";
import { holderOf, isCalendar, periodOf, windowMillis, WINDOWS } from "./limitPeriods.ts";
import { alone, openLimits } from "./limitsFile.ts";
import { moment } from "./moment.ts";

export type Sleep = (millis: number, signal?: AbortSignal) => Promise<void>;

/** A wait that somebody may want to see. */
export type Wait = { readonly source: string; readonly millis: number; readonly why: string };

export type LimiterOptions = {
  readonly source: string;
  /** Whose limits they are, besides the source: the keys' values. Only their hash is kept. */
  readonly secrets?: readonly string[];
  readonly limits: readonly Limit[];
  /** ":memory:" shares with nobody. */
  readonly file: string;
  readonly now: () => number;
  readonly sleep: Sleep;
  readonly onWait?: ((wait: Wait) => void) | undefined;
  /** Longest pause, asked for by the source, that is waited for. */
  readonly patienceMillis?: number;
};

export type Limiter = {
  /** Comes back when so many units may be used. */
  readonly take: (cost?: number, signal?: AbortSignal) => Promise<void>;
  /** Nobody on this machine asks before that moment, because the source said so. */
  readonly pause: (until: number, reason: Extract<Reason, "limit" | "budget">) => void;
};

type Slot = { readonly id: number; readonly at: number };

/**
 * The limits of one source, shared by all processes of this machine that name the same file, also after a restart.
 * second, minute, hour: sliding windows, never more than `units` in any window of that length. day, month: of the UTC calendar, as the sources count.
 * Seconds and minutes are waited for, first come first served; longer ones that are used up are errors with reason "budget" and the moment of the next.
 */
export function openLimiter({ file, limits, now, onWait, patienceMillis = 120_000, secrets = [], sleep, source }: LimiterOptions): Limiter {
  const shared = openLimits(file);
  const opened = (): DatabaseSync => (file === ":memory:" ? shared : openLimits(file));
  const who = holderOf(source, secrets);
  const changed = <T>(change: (database: DatabaseSync) => T): T => {
    const database = opened();
    return alone(file, database, () => change(database));
  };
  const time = (): number => Math.ceil(now());

  const reserve = (database: DatabaseSync, cost: number): Slot => {
    const start = time();
    const pause = pauseOf(database, who);
    const isPaused = pause !== undefined && pause.until > start;
    if (isPaused && (pause.reason === "budget" || pause.until - start > patienceMillis)) throw pausedError(source, pause);
    prune(database, who, start);
    const at = Math.max(isPaused ? pause.until : start, ...limits.map((limit) => earliest(database, { cost, limit, source, start, who })));
    for (const { per, units } of limits) if (isCalendar(per)) spend(database, { at, cost, per, source, units, who });
    const { lastInsertRowid } = database.prepare("INSERT INTO slots (who, at, units) VALUES (?, ?, ?)").run(who, at, cost);
    return { id: Number(lastInsertRowid), at };
  };
  const giveBack = (database: DatabaseSync, { at, id }: Slot, cost: number): void => {
    database.prepare("DELETE FROM slots WHERE id = ?").run(id);
    for (const { per } of limits) if (isCalendar(per)) database.prepare("UPDATE budgets SET used = used - ? WHERE who = ? AND per = ? AND start = ?").run(cost, who, per, periodOf(at, per).start);
  };

  return {
    take: async (cost = 1, signal) => {
      for (;;) {
        const slot = changed((database) => reserve(database, cost));
        const millis = slot.at - time();
        if (millis <= 0) return;
        onWait?.({ source, millis, why: `its limit of ${limits.map(({ per, units }) => `${units} a ${per}`).join(", ")}` });
        try {
          await sleep(millis, signal);
        } catch (error) {
          changed((database) => giveBack(database, slot, cost));
          throw error;
        }
        // Somebody may have been told to pause while this one waited; then all stand in line again.
        const pause = pauseOf(opened(), who);
        if (pause === undefined || pause.until <= time()) return;
        changed((database) => giveBack(database, slot, cost));
      }
    },
    pause: (until, reason) => {
      const merge = "INSERT INTO pauses (who, until, reason) VALUES (?, ?, ?) ON CONFLICT (who) DO UPDATE SET until = excluded.until, reason = excluded.reason WHERE excluded.until > until";
      changed((database) => database.prepare(merge).run(who, Math.ceil(until), reason));
    },
  };
}

function pauseOf(database: DatabaseSync, who: string): { readonly until: number; readonly reason: string } | undefined {
  const row = database.prepare("SELECT until, reason FROM pauses WHERE who = ?").get(who);
  return row === undefined ? undefined : { until: Number(row.until), reason: String(row.reason) };
}

function pausedError(source: string, { reason, until }: { readonly until: number; readonly reason: string }): MarketError {
  const what = reason === "budget" ? `said that the budget of this key is used up` : "said that too many requests were made";
  return new MarketError(`${source}: not asked, because it ${what}. Ask again after ${moment(until)}, or ask another source.`, { reason: reason === "budget" ? "budget" : "limit", retryAt: until });
}

/** Slots that no window holds any more, and those of a clock that was a day ahead. */
function prune(database: DatabaseSync, who: string, start: number): void {
  database.prepare("DELETE FROM slots WHERE who = ? AND (at <= ? OR at > ?)").run(who, start - windowMillis("hour"), start + DAY_MILLIS);
  database.prepare("DELETE FROM budgets WHERE who = ? AND start < ?").run(who, start - 62 * DAY_MILLIS);
}

/** The first moment at which a limit has room, not before those who came earlier. */
function earliest(database: DatabaseSync, { cost, limit: { per, units }, source, start, who }: { readonly cost: number; readonly limit: Limit; readonly source: string; readonly start: number; readonly who: string }): number {
  if (cost > units) throw new MarketError(`${source}: the request costs ${cost} units, and only ${units} a ${per} are allowed. Ask for less, or tell your plan's limits.`);
  let used = 0;
  let at = start;
  if (isCalendar(per)) return at;
  const millis = windowMillis(per);
  for (const row of database.prepare("SELECT at, units FROM slots WHERE who = ? AND at > ? ORDER BY at DESC, id DESC").iterate(who, start - millis)) {
    at = Math.max(at, Number(row.at));
    used += Number(row.units);
    if (used + cost <= units) continue;
    const free = Number(row.at) + millis;
    if (per === "hour" && free - start > WINDOWS.minute) throw new MarketError(`${source}: the ${units} requests of an hour are used up on this machine. Ask again after ${moment(free)}, or ask another source.`, { reason: "budget", retryAt: free });
    return Math.max(at, free);
  }
  return at;
}

/** Counts into a day's or month's budget, if there is room. */
function spend(database: DatabaseSync, { at, cost, per, source, units, who }: { readonly at: number; readonly cost: number; readonly per: "day" | "month"; readonly source: string; readonly units: number; readonly who: string }): void {
  const { end, start } = periodOf(at, per);
  const row = database.prepare("SELECT used FROM budgets WHERE who = ? AND per = ? AND start = ?").get(who, per, start);
  const used = Number(row?.used ?? 0);
  if (used + cost > units) throw new MarketError(`${source}: the ${units} requests of this ${per} are used up on this machine (${used} used${cost > 1 ? `, ${cost} needed` : ""}). The next ${per} begins at ${moment(end)}. Wait, ask another source, or tell your plan's limits if you have a larger one.`, { reason: "budget", retryAt: end });
  database.prepare("INSERT INTO budgets (who, per, start, used) VALUES (?, ?, ?, ?) ON CONFLICT (who, per, start) DO UPDATE SET used = used + excluded.used").run(who, per, start, cost);
}
