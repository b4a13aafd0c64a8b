import { z } from "zod";
import { DAY_MILLIS } from "../calendars/day.ts";
import { zoneOf } from "../calendars/zone.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Refusal } from "../connection/connection.ts";
import { gathered, readAnswer, readRows } from "../connection/readAnswer.ts";
import type { Fact } from "../records/fact.ts";
import type { NewsItem } from "../records/newsItem.ts";
import type { Page } from "./source.ts";

const day = z.iso.date();
const rowsByNumber = z.record(z.string(), z.unknown());
const company = z.object({ cik_str: z.number().int().positive(), ticker: z.string().min(1), title: z.string() });
const companyFacts = z.object({ cik: z.union([z.number(), z.string()]), entityName: z.string(), facts: z.record(z.string(), z.record(z.string(), z.object({ units: z.record(z.string(), z.array(z.unknown())) }))) });
const fact = z.object({ start: day.optional(), end: day, val: z.number(), accn: z.string(), form: z.string().nullish(), filed: day });
const filings = z.object({ accessionNumber: z.array(z.unknown()), filingDate: z.array(z.unknown()), form: z.array(z.unknown()), primaryDocument: z.array(z.unknown()), primaryDocDescription: z.array(z.unknown()), items: z.array(z.unknown()) });
const filing = z.object({ accessionNumber: z.string().regex(/^\d{10}-\d{2}-\d{6}$/), filingDate: day, form: z.string().min(1), primaryDocument: z.string(), primaryDocDescription: z.string(), items: z.string() });
const submissions = z.object({ name: z.string(), filings: z.object({ recent: filings, files: z.array(z.object({ name: z.string().regex(/^CIK\d{10}-submissions-\d+\.json$/), filingFrom: day, filingTo: day })) }) });

export type Company = { readonly symbol: string; readonly name: string; /** Ten digits, as in EDGAR's addresses. */ readonly cik: string };
type Filings = z.infer<typeof filings>;
/** A file of older filings. */
export type OlderFilings = { readonly name: string; readonly filingFrom: string; readonly filingTo: string };

/** Companies that have a symbol. */
export function companiesOf(answer: Answer): Page<Company> {
  const { findings, value = {} } = readAnswer(answer, rowsByNumber);
  const read = readRows(answer.source, "companies", Object.values(value), company);
  return { items: read.rows.map(({ value: { cik_str, ticker, title } }) => ({ symbol: ticker.toUpperCase(), name: title, cik: String(cik_str).padStart(10, "0") })), answers: [answer], findings: [...findings, ...read.findings] };
}

/** Every number of a company's statements, once for each filing that tells it, by concept and then in EDGAR's order. */
export function factsOf(answer: Answer): Page<Fact> {
  const { findings, value } = readAnswer(answer, companyFacts);
  const items: Fact[] = [];
  const found: AnswerFinding[] = [];
  for (const [taxonomy, concepts] of Object.entries(value?.facts ?? {})) {
    for (const [name, { units }] of Object.entries(concepts)) {
      for (const [unit, candidates] of Object.entries(units)) {
        const read = readRows(answer.source, `facts.${taxonomy}.${name}.units.${unit}`, candidates, fact);
        found.push(...read.findings);
        for (const { value: { accn, end, filed, form, start, val } } of read.rows) {
          items.push({ symbol: answer.about.symbol ?? "", concept: `${taxonomy}/${name}`, unit, ...(start === undefined ? {} : { from: start }), to: end, value: val, ...(typeof form === "string" ? { form } : {}), knownAt: endOfFilingDay(filed), filing: accn });
        }
      }
    }
  }
  return { items, answers: [answer], findings: [...findings, ...gathered(found, answer.source, "facts")] };
}

/** The newest filings of a company, newest first, and the files that hold older ones. */
export function filingsOf(answer: Answer): Page<NewsItem> & { readonly older: readonly OlderFilings[] } {
  const { findings, value } = readAnswer(answer, submissions);
  if (value === undefined) return { items: [], answers: [answer], findings, older: [] };
  const read = newsOf(answer, "filings.recent", value.filings.recent, value.name);
  return { items: read.items, answers: [answer], findings: [...findings, ...read.findings], older: value.filings.files };
}

/** Filings of a file of older ones. */
export function olderFilingsOf(answer: Answer): Page<NewsItem> {
  const { findings, value } = readAnswer(answer, filings);
  if (value === undefined) return { items: [], answers: [answer], findings };
  const read = newsOf(answer, "answer", value, answer.about.name ?? "");
  return { items: read.items, answers: [answer], findings: [...findings, ...read.findings] };
}

/** EDGAR sends columns; a filing is a row of them. */
function newsOf({ about: { cik = "", symbol = "" }, source }: Answer, path: string, columns: Filings, name: string): { readonly items: readonly NewsItem[]; readonly findings: readonly AnswerFinding[] } {
  const rows = columns.accessionNumber.map((accessionNumber, row) => ({
    accessionNumber, filingDate: columns.filingDate[row], form: columns.form[row], primaryDocument: columns.primaryDocument[row], primaryDocDescription: columns.primaryDocDescription[row], items: columns.items[row],
  }));
  const read = readRows(source, path, rows, filing);
  const items = read.rows.map(({ value: { accessionNumber, filingDate, form, items: parts, primaryDocDescription: what, primaryDocument } }): NewsItem => ({
    id: accessionNumber, time: endOfFilingDay(filingDate), title: `${name} filed ${form}${what === "" || what === form ? "" : `: ${what}`}`, ...(parts === "" ? {} : { summary: `Items ${parts}` }),
    url: `https://www.sec.gov/Archives/edgar/data/${Number(cik)}/${accessionNumber.replaceAll("-", "")}/${primaryDocument}`, publisher: "SEC EDGAR", symbols: [symbol],
  }));
  // The field's place in the answer is the column's first: filings.recent.form[1].
  const findings = read.findings.map((finding): AnswerFinding => ({ ...finding, where: { ...finding.where, path: finding.where.path.replace(/(\[\d+\])\.(\w+)$/, ".$2$1") } }));
  return { items, findings };
}

/**
 * The last millisecond of the filing day in New York. EDGAR's hour of acceptance is not used: about a fifth of the companies have New York's clock in that field with the Z of UTC
 * (github.com/theOGognf/finagg/issues/64), and what is accepted after 17:30 is filed and shown on the next day.
 */
function endOfFilingDay(day: string): number {
  return zoneOf("America/New_York").toUtc(Date.parse(day) + DAY_MILLIS) - 1;
}

/** EDGAR refuses with pages of HTML or XML, some of them with status 200. */
export function edgarRefusal(body: string, status: number): Refusal | undefined {
  if (status < 400 && !/^\s*</.test(body)) return undefined;
  if (status === 429 || /Request Rate Threshold Exceeded/i.test(body)) return { reason: "limit", message: "more than 10 requests a second came from here; EDGAR lets you in again after ten minutes." };
  if (/Undeclared Automated Tool/i.test(body)) return { reason: "key", message: "EDGAR does not know who is asking. Write your name and mail address into SEC_USER_AGENT, as Jane Doe jane@example.com." };
  if (status === 404 || /NoSuchKey/.test(body)) return { reason: "symbol", message: "EDGAR has no such record; the company may have filed no statements in XBRL." };
  return undefined;
}
