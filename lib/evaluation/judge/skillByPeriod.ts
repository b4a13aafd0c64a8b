import { skill, type Measure } from "../../statistics/index.ts";
import type { OutOfFold } from "../folds/outOfFold.ts";
import { atPositions } from "./commonRows.ts";

/** Skill against persistence in one stretch of the calendar. */
export type PeriodSkill = { /** "2011" or "2011-08". */ readonly period: string; readonly rows: number; readonly skill: Measure };

/**
 * Skill of each year or month (UTC) that has forecasts, in order of time: was it always there, or in one good year?
 * A month of daily rows tells little; it is for the eye, not for a test.
 */
export function skillByPeriod(outOfFold: OutOfFold, period: "year" | "month"): readonly PeriodSkill[] {
  const letters = period === "year" ? 4 : 7;
  const positions = new Map<string, number[]>();
  outOfFold.closeTime.forEach((time, n) => {
    const name = new Date(time).toISOString().slice(0, letters);
    positions.set(name, [...(positions.get(name) ?? []), n]);
  });
  return [...positions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, own]) => {
    const { actual, forecast, previous } = atPositions(outOfFold, Int32Array.from(own));
    return { period: name, rows: own.length, skill: skill(actual, forecast, previous) };
  });
}
