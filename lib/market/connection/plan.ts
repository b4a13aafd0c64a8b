import { MarketError } from "../error.ts";
import type { Limit } from "./connection.ts";
import type { Variables } from "./keys.ts";

const PERIODS: readonly Limit["per"][] = ["second", "minute", "hour", "day", "month"];

/** Name of the variable that tells the limits of a user's own plan: MARKETBOOK_LIMIT_ALPHA_VANTAGE. */
export function planVariable(source: string): string {
  return `MARKETBOOK_LIMIT_${source.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_")}`;
}

/** The limits of the user's plan, written as "75/minute 25000/day", or the free plan's if nothing is said. */
export function planOf(source: string, free: readonly Limit[], variables: Variables): readonly Limit[] {
  const variable = planVariable(source);
  const text = variables[variable]?.trim() ?? "";
  if (text === "") return free;
  return text.split(/[\s,]+/).map((part) => {
    const [units = "", period = "", ...rest] = part.split("/");
    const per = PERIODS.find((name) => name === period);
    if (/^[1-9]\d{0,8}$/.test(units) && per !== undefined && rest.length === 0) return { units: Number(units), per };
    throw new MarketError(`${source}: ${variable} is "${text}", and "${part}" is no limit. Write a number, a slash and one of ${PERIODS.join(", ")}: "75/minute 25000/day".`);
  });
}
