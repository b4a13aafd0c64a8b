import { z } from "zod";
import { parseBarTime } from "../../market/barTime.ts";
import { NUMBER } from "../namedRows.ts";

const said = (text: string, kind: string) => (text === "" ? "the cell is empty" : `"${text}" is not ${kind}`);

/** The name of an asset; `only` where a file without the column speaks of one asset alone. */
export const symbolCell = (only: string | undefined) => (only === undefined ? z.string().min(1, "the cell is empty. Write the name of the bars, such as AAPL.") : z.string().min(1, "the cell is empty. Write the name of the bars, or leave the column out.").default(only));

/** A day as the last millisecond of its UTC day, or a moment. */
export const timeCell = z.string().transform((text, { addIssue }) => {
  const time = parseBarTime(text);
  if (time === undefined) addIssue(`${said(text, "a date")}. Write 2020-04-17, or a moment such as 2020-04-17T20:00:00Z.`);
  return time ?? z.NEVER;
});

/** A number that can be, with the remedy where there is none. */
export const numberCell = (canBe: (value: number) => boolean, remedy: string) => z.string().transform((text, { addIssue }) => {
  const value = Number(text);
  if (!NUMBER.test(text)) addIssue(`${said(text, "a number")}. ${remedy}`);
  else if (!canBe(value)) addIssue(`${text} cannot be. ${remedy}`);
  return value;
});

/** The same, where an empty cell says that the number is not known. */
export const numberIfKnown = (canBe: (value: number) => boolean, remedy: string) => z.string().transform((text) => (text === "" ? undefined : text)).pipe(numberCell(canBe, remedy).optional()).optional();
