import { z } from "zod";
import type { Refusal } from "../connection/connection.ts";
import { INTERVAL_MILLIS } from "../barTime.ts";
import { DAY_MILLIS } from "../calendars/day.ts";
import type { UtcMillis } from "../units.ts";

const refused = z.union([z.object({ "Error Message": z.string() }).transform((found) => found["Error Message"]), z.object({ Note: z.string() }).transform((found) => found.Note), z.object({ Information: z.string() }).transform((found) => found.Information)]);
const MINUTE = INTERVAL_MILLIS["1m"];

/**
 * A refusal, which comes with status 200 as {"Note"}, {"Information"} or {"Error Message"}. Its text can hold the key and is not passed on.
 * The order matters: the advice to ask more slowly also speaks of the daily limit and of premium plans.
 */
export function alphaVantageRefusal(body: string, asked: string, now: UtcMillis): Refusal | undefined {
  const text = textOf(body);
  if (text === undefined || isNoNews(text)) return undefined;
  if (/spreading out|burst|call frequency|per minute/i.test(text)) return { reason: "limit", message: "requests came too fast: five a minute, one a second", retryAt: now + MINUTE };
  if (/premium (endpoint|feature)|subscribe to any of the premium plans to (unlock|access)/i.test(text) && !/rate limit is/i.test(text)) return { reason: "plan", message: `${asked} so belongs to a paid plan; the free one has the latest 100 daily bars` };
  if (/rate limit|requests per day/i.test(text)) return { reason: "budget", message: "the day's 25 requests are used up", retryAt: (Math.floor(now / DAY_MILLIS) + 1) * DAY_MILLIS };
  if (/apikey|api key/i.test(text)) return { reason: "key", message: "the key is missing or not valid" };
  if (/invalid api call/i.test(text)) return { reason: "symbol", message: `invalid call; ${asked} is not known` };
  return { reason: "broken", message: "a refusal without a reason that is known" };
}

/** News without an article come as a text of information. */
export function isNoNews(text: string): boolean {
  return /no articles found/i.test(text);
}

function textOf(body: string): string | undefined {
  if (body.length > 2000) return undefined;
  try {
    return refused.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
