import { z } from "zod";
import { DAY_MILLIS, dayOf, isoDay } from "../calendars/day.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import { brief, gathered, readAnswer, readRows } from "../connection/readAnswer.ts";
import type { Fact } from "../records/fact.ts";
import type { UtcMillis } from "../units.ts";
import { isoDate } from "../bars.ts";
import { newYorkTime } from "./fmpAnswers.ts";
import type { Page } from "./source.ts";

export const STATEMENTS = ["income-statement", "balance-sheet-statement", "cash-flow-statement"] as const;

const day = z.iso.date();
const statement = z.looseObject({ date: day, symbol: z.string(), reportedCurrency: z.string().min(1), filingDate: day, acceptedDate: z.string().nullable().optional(), period: z.string() });
/** Fields that are no numbers of the company. */
const WORDS: ReadonlySet<string> = new Set(["date", "symbol", "reportedCurrency", "cik", "filingDate", "acceptedDate", "fiscalYear", "period", "link", "finalLink"]);
type Statement = z.infer<typeof statement>;

/**
 * The numbers of a statements answer, concepts as fmp/netIncome, oldest period first. Known from the moment at which the SEC accepted the filing, read as New York's time;
 * without one from the end of the filing's day there. A filing that would be known before its period was over is left out and told.
 * A field that is neither a number nor known as a word is told.
 * The first day of a period is the day after the one before it in the answer; of the oldest one, or after a gap, the calendar's.
 */
export function statementsOf(answer: Answer): Page<Fact> {
  const { about, receivedAt, source } = answer;
  const { findings, value } = readAnswer(answer, z.array(z.unknown()));
  const read = readRows(source, "", value ?? [], statement);
  const rows = [...read.rows].sort((one, other) => dayOf(one.value.date) - dayOf(other.value.date));
  const told: AnswerFinding[] = [];
  const items = rows.flatMap(({ row, value: filed }, place) => {
    const known = knownAt(filed);
    if (Number.isNaN(known) || known <= Date.parse(filed.date) + DAY_MILLIS || known > receivedAt) {
      told.push({ code: "row left out", severity: "error", where: { source, path: `[${row}].acceptedDate`, row }, expected: `a moment after ${filed.date} and not in the future`, got: filed.acceptedDate ?? filed.filingDate });
      return [];
    }
    const from = about["statement"] === "balance-sheet-statement" ? {} : { from: firstDay(filed, rows[place - 1]?.value) };
    return Object.entries(filed).flatMap(([name, number]): Fact[] => {
      if (typeof number !== "number" && !WORDS.has(name)) told.push({ code: number === null ? "nothing there" : "wrong type", severity: "warning", where: { source, path: `[${row}].${name}`, row }, expected: "a number", got: brief(number) });
      return typeof number === "number" ? [{ symbol: about["symbol"] ?? filed.symbol, concept: `fmp/${name}`, unit: unitOf(name, filed.reportedCurrency), ...from, to: filed.date, value: number, knownAt: known }] : [];
    });
  });
  return { items, answers: [answer], findings: [...findings, ...read.findings, ...gathered(told, source, "answer")] };
}

function knownAt({ acceptedDate, filingDate }: Statement): UtcMillis {
  return newYorkTime.safeParse(acceptedDate).data ?? newYorkTime.parse(`${filingDate} 23:59:59`);
}

function firstDay({ date, period }: Statement, before: Statement | undefined): string {
  const months = period === "FY" ? 12 : 3;
  const days = before === undefined ? 0 : dayOf(date) - dayOf(before.date);
  if (before !== undefined && Math.abs(days - months * 30.4) < 15) return isoDay(dayOf(before.date) + 1);
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  return isoDate(Date.UTC(year, month - months, 1));
}

function unitOf(name: string, currency: string): string {
  if (/^eps/i.test(name)) return `${currency}/shares`;
  return /^weightedAverageSh/.test(name) ? "shares" : currency;
}
