import { z } from "zod";
import { DAY_MILLIS } from "../calendars/day.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Refusal } from "../connection/connection.ts";
import { readAnswer, readRows } from "../connection/readAnswer.ts";
import type { Observation } from "../records/observation.ts";
import type { Page, SymbolInfo } from "./source.ts";

const day = z.iso.date();
const series = z.object({ id: z.string(), title: z.string(), observation_start: day, observation_end: day, units: z.string(), units_short: z.string().optional(), frequency: z.string().optional() });
const seriesList = z.object({ seriess: z.array(z.unknown()) });
const vintageList = z.object({ count: z.number().int(), offset: z.number().int(), limit: z.number().int(), vintage_dates: z.array(day) });
const observationList = z.object({ count: z.number().int(), offset: z.number().int(), limit: z.number().int(), observations: z.array(z.unknown()) });
const observation = z.object({ realtime_start: day, date: day, value: z.string().regex(/^(?:\.|-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)$/) });

export type Vintages = { readonly dates: readonly string[]; readonly next: number | undefined };

/** Series that a search or a look-up found. */
export function seriesOf(answer: Answer): Page<SymbolInfo & { readonly unit: string }> {
  const { findings, value } = readAnswer(answer, seriesList);
  const read = readRows(answer.source, "seriess", value?.seriess ?? [], series);
  const items = read.rows.map(({ value: { id, observation_end, observation_start, title, units, units_short } }) => ({ symbol: id, name: title, from: observation_start, to: observation_end, unit: units_short ?? units }));
  return { items, answers: [answer], findings: [...findings, ...read.findings] };
}

/** Days on which a series was published or revised, and where the list goes on. */
export function vintagesOf(answer: Answer): { readonly value: Vintages | undefined; readonly findings: readonly AnswerFinding[] } {
  const { findings, value } = readAnswer(answer, vintageList);
  if (value === undefined) return { value: undefined, findings };
  const { count, offset, vintage_dates: dates } = value;
  const end = offset + dates.length;
  return { value: { dates, next: dates.length > 0 && end < count ? end : undefined }, findings };
}

/**
 * Observations of one answer, with the row at which the list goes on.
 * A real-time period that starts with the window asked for began earlier: FRED cuts periods to the window. Windows overlap by one vintage, so that such a row was
 * told by the window before and is left out here; `about.carried` names that day. Without vintages the period starts on the day of asking.
 */
export function observationsOf(answer: Answer): Page<Observation> & { readonly next: number | undefined } {
  const { about, source } = answer;
  const { findings, value } = readAnswer(answer, observationList);
  const { rows, findings: found } = readRows(source, "observations", value?.observations ?? [], observation);
  const items = rows.filter(({ value: { realtime_start } }) => realtime_start !== about.carried).map(({ value: { date, realtime_start, value: text } }): Observation => ({
    series: about.series ?? "", time: Date.parse(date), value: text === "." ? Number.NaN : Number(text), ...(about.unit === undefined ? {} : { unit: about.unit }),
    knownAt: endOfVintage(realtime_start),
  }));
  const end = (value?.offset ?? 0) + (value?.observations.length ?? 0);
  return { items, answers: [answer], findings: [...findings, ...found], next: value !== undefined && value.observations.length > 0 && end < value.count ? end : undefined };
}

/** FRED tells the day of publication, not the hour: the last millisecond of that UTC day, 17:59 or 18:59 in St. Louis, after the releases of the day.
 *  Today's value is so not known before tonight, and asking twice gives the same moment. */
function endOfVintage(day: string): number {
  return Date.parse(day) + DAY_MILLIS - 1;
}

/** FRED's refusals are told in `error_message`, mostly with status 400. */
export function fredRefusal(body: string, status: number): Refusal | undefined {
  const told = /"error_message"\s*:\s*"([^"]*)"/.exec(body)?.[1];
  if (told === undefined || status < 400) return undefined;
  const message = told.replace(/\s+/g, " ");
  if (status === 429 || /rate limit/i.test(message)) return { reason: "limit", message };
  if (/api_key/i.test(message)) return { reason: "key", message };
  if (/series does not exist/i.test(message)) return { reason: "symbol", message: `${message} Look its name up at fred.stlouisfed.org, as GDP, UNRATE or DGS10.` };
  return status >= 500 ? { reason: "server", message } : { reason: "misuse", message };
}
