import type { DatabaseSync } from "node:sqlite";
import { DAY_MILLIS } from "../calendars/day.ts";
import type { UtcMillis } from "../units.ts";
import type { ConnectionSpec, Limit } from "./connection.ts";
import { projectVariables, secretsOf, type Variables } from "./keys.ts";
import { holderOf, isCalendar, periodOf, windowMillis } from "./limitPeriods.ts";
import { limitsFileOf, readLimits } from "./limitsFile.ts";
import { planOf } from "./plan.ts";

/** What is used of one limit, waiting requests with it. */
export type LimitUse = Limit & {
  readonly used: number;
  /** When the next day or month begins; windows of an hour and less slide, and have no such moment. */
  readonly until?: UtcMillis;
};

export type LimitsLeft = {
  readonly limits: readonly LimitUse[];
  /** Until when nobody on this machine asks, because the source said so. */
  readonly pause?: { readonly until: UtcMillis; readonly reason: "limit" | "budget" };
};

/**
 * What the processes of this machine have used of a source's limits, as its limiter counts them: for the keys that are set, by the plan that is told.
 * Only reads: where nothing was ever asked, no file is made.
 */
export function limitsLeft({ name, reach }: { readonly name: string; readonly reach?: ConnectionSpec }, { limitsFile, now, variables = projectVariables() }: { readonly now: UtcMillis; readonly variables?: Variables; readonly limitsFile?: string }): LimitsLeft {
  const limits = planOf(name, reach?.limits ?? [], variables);
  const who = holderOf(name, secretsOf(reach, variables));
  const unused = { limits: limits.map((limit) => useOf(limit, now, 0)) };
  return readLimits(limitsFile ?? limitsFileOf(variables), (database) => {
    const pause = database.prepare("SELECT until, reason FROM pauses WHERE who = ? AND until > ?").get(who, now);
    return {
      limits: limits.map((limit) => useOf(limit, now, usedOf(database, who, limit.per, now))),
      ...(pause !== undefined && { pause: { until: Number(pause.until), reason: pause.reason === "budget" ? "budget" as const : "limit" as const } }),
    };
  }) ?? unused;
}

function useOf(limit: Limit, now: UtcMillis, used: number): LimitUse {
  return { ...limit, used, ...(isCalendar(limit.per) && { until: periodOf(now, limit.per).end }) };
}

function usedOf(database: DatabaseSync, who: string, per: Limit["per"], now: UtcMillis): number {
  const row = isCalendar(per)
    ? database.prepare("SELECT used FROM budgets WHERE who = ? AND per = ? AND start = ?").get(who, per, periodOf(now, per).start)
    : database.prepare("SELECT sum(units) AS used FROM slots WHERE who = ? AND at > ? AND at <= ?").get(who, now - windowMillis(per), now + DAY_MILLIS);
  return Number(row?.used ?? 0);
}
