import { z } from "zod";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };
const FORM = /^(\d+(?:\.\d+)?)\s*(ms|s|min|h|d)$/;

/** Milliseconds of a written duration: 90s, 15min, 2h, 1.5 h, 7d. Undefined where it is none. */
export function durationOf(text: string): number | undefined {
  const [, count, unit = ""] = FORM.exec(text.trim()) ?? [];
  return count === undefined ? undefined : Math.round(Number(count) * UNITS[unit]!);
}

/** A duration as people write it: 5min, 1h 30min, 2d. */
export function durationText(millis: number): string {
  const parts: string[] = [];
  let rest = Math.round(Math.abs(millis) / 1000);
  for (const [unit, seconds] of [["d", 86_400], ["h", 3600], ["min", 60], ["s", 1]] as const) {
    if (rest >= seconds) parts.push(`${Math.floor(rest / seconds)} ${unit}`);
    rest %= seconds;
  }
  return parts.slice(0, 2).join(" ") || "0 s";
}

/** A duration of a configuration file, in milliseconds, between two others. */
export function duration({ least = "1s", most = "365d" }: { readonly least?: string; readonly most?: string } = {}) {
  return z.string({ error: () => `wants a duration such as 90s, 15min, 2h or 7d, ${least} to ${most}` }).transform((text, context): number => {
    const millis = durationOf(text);
    if (millis !== undefined && millis >= durationOf(least)! && millis <= durationOf(most)!) return millis;
    context.addIssue({ code: "custom", message: `wants a duration such as 90s, 15min, 2h or 7d, ${least} to ${most}; got "${text}"` });
    return z.NEVER;
  });
}
