import { InvalidArgumentError } from "commander";
import type { Span } from "../../lib/validation/index.ts";

/** A number of rows, or a stretch of the calendar, of an option. */
export function stretch(text: string): number | Span {
  const [, count, unit] = /^([1-9]\d*)(d|w|mo|y)?$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError("Give a stretch such as 3y, 6mo, 2w or 10d, or a whole number of rows.");
  return isUnit(unit) ? `${Number(count)}${unit}` : Number(count);
}

function isUnit(text: string | undefined): text is "d" | "w" | "mo" | "y" {
  return text !== undefined && ["d", "w", "mo", "y"].includes(text);
}
