import { parseBarTime } from "../barTime.ts";
import { MarketError } from "../error.ts";
import type { UtcMillis } from "../units.ts";
import type { CsvColumn } from "./csvHeader.ts";

export type CellOptions = {
  /** What an empty cell is: an error, or a missing value for `checkBars` to find. */
  readonly missing?: "error" | "NaN";
  /** What a time without a zone is. */
  readonly zoneless?: "error" | "UTC";
  /** The sign before the decimals. */
  readonly decimal?: "point" | "comma";
};

/** Where a cell stands, for errors. */
export type CellPlace = { readonly file: string; readonly line: number };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const COMMA_NUMBER = /^[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?$/;
const EMPTY = /^(|nan|na|n\/a|null)$/i;
const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/;
/** Digits of a time since 1970 in seconds, milliseconds, microseconds and nanoseconds, and milliseconds of each: any day from 2001 to 2286. */
export const EPOCHS: ReadonlyMap<number, number> = new Map([[10, 1000], [13, 1], [16, 1e-3], [19, 1e-6]]);

/** The time in a cell; an error with the remedy where there is none. */
export function timeOfCell(text: string, place: CellPlace, { zoneless }: CellOptions): UtcMillis {
  const unit = EPOCHS.get(text.length);
  if (unit !== undefined && /^\d+$/.test(text)) return Math.floor(Number(text) * unit);
  const isZoneless = WITHOUT_ZONE.test(text);
  const time = parseBarTime(isZoneless && zoneless === "UTC" ? `${text}Z` : text);
  if (time !== undefined) return time;
  if (isZoneless) throw bad(text, "date", place, 'It has no zone: write 2020-04-17T20:00:00Z, or read with zoneless "UTC" (--utc) where it is in UTC.');
  throw bad(text, "date", place, "Write the day as 2020-04-17 for daily bars, the close time as 2020-04-17T20:00:00Z for shorter ones.");
}

/** The number in a cell; NaN in an empty one where that is asked for, else an error with the remedy. */
export function numberOfCell(text: string, name: CsvColumn, place: CellPlace, { decimal, missing }: CellOptions): number {
  const isComma = decimal === "comma";
  if ((isComma ? COMMA_NUMBER : NUMBER).test(text)) {
    const value = Number(isComma ? text.replace(",", ".") : text);
    if (Number.isFinite(value)) return value;
  }
  if (!EMPTY.test(text)) {
    if (isComma) throw bad(text, name, place, "Write numbers with a decimal comma and without thousands separators, as 1455,22.");
    const comma = COMMA_NUMBER.test(text) ? ' Where a comma stands before the decimals, read with decimal "comma" (--decimal-comma).' : "";
    throw bad(text, name, place, `Write numbers with a decimal point and without thousands separators, as 1455.22.${comma}`);
  }
  if (missing === "NaN") return Number.NaN;
  throw bad(text, name, place, 'Fill it or delete the row; or read with missing "NaN" and choose what to do with repairBars.');
}

function bad(text: string, name: CsvColumn, { file, line }: CellPlace, remedy: string): MarketError {
  return new MarketError(`${file}, line ${line}, column ${name}: ${text === "" ? "the cell is empty" : `"${text}" is not ${name === "date" ? "a date" : "a number"}`}. ${remedy}`);
}
