import { createHash } from "node:crypto";
import type { UtcMillis } from "../units.ts";
import type { Limit } from "./connection.ts";

const SECOND = 1000;

/** Requests meet each other on the way, so windows are taken that much longer than the source's. */
const MARGIN = 100;

export const WINDOWS = { second: SECOND, minute: 60 * SECOND, hour: 3600 * SECOND } as const;

/** Whether a limit counts by the UTC calendar, and not in a window that slides. */
export function isCalendar(per: Limit["per"]): per is "day" | "month" {
  return per === "day" || per === "month";
}

/** How long a request counts in a sliding window. */
export function windowMillis(per: keyof typeof WINDOWS): number {
  return WINDOWS[per] + MARGIN;
}

/** The day or month of the UTC calendar that a moment lies in: its first moment, and the next one's. */
export function periodOf(at: UtcMillis, per: "day" | "month"): { readonly start: UtcMillis; readonly end: UtcMillis } {
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  return per === "day" ? { start: Date.UTC(year, month, day), end: Date.UTC(year, month, day + 1) } : { start: Date.UTC(year, month, 1), end: Date.UTC(year, month + 1, 1) };
}

/** Whose limits they are: the source's, and of one with keys those of these keys, of which only the hash is kept. */
export function holderOf(source: string, secrets: readonly string[]): string {
  return secrets.length === 0 ? source : `${source} ${createHash("sha256").update(secrets.join("\n")).digest("hex").slice(0, 16)}`;
}
