import { z } from "zod";
import { parseBarTime } from "../barTime.ts";

/** A date, or a date and a time without a zone, that the calendar and the clock have: not February 30, not 25:00:00. */
export const dayOrTime = z.string().refine((text) => (text.length === 10 ? parseBarTime(text) : moment(text)) !== undefined, "a date, or a date and a time");

/** A date and a time without a zone, 2024-03-15 09:30:00, as if it were of UTC. */
export const clockText = z.string().transform((text, context) => {
  const time = moment(text);
  if (time !== undefined) return time;
  context.addIssue({ code: "custom", message: "a date and a time, 2024-03-15 09:30:00" });
  return z.NEVER;
});

function moment(text: string): number | undefined {
  return /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}$/.test(text) ? parseBarTime(`${text}Z`) : undefined;
}
