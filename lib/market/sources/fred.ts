import { isoDate } from "../bars.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Connection, Refusal } from "../connection/connection.ts";
import { MarketError } from "../error.ts";
import type { Observation } from "../records/observation.ts";
import { momentsWithin } from "../writtenSpan.ts";
import { definite } from "./definite.ts";
import { fredRefusal, observationsOf, seriesOf, vintagesOf } from "./fredAnswers.ts";
import { atMost } from "./recordSpan.ts";
import type { Page, RecordsRequest, Source } from "./source.ts";

const ROWS = 100_000;
const VINTAGE_ROWS = 10_000;
/** FRED refuses a real-time window with more vintages; fred.stlouisfed.org/docs/api/fred does not say so, its error does. */
const VINTAGES = 2000;
const SECRET = { api_key: "FRED_API_KEY" };

/**
 * FRED and ALFRED of the Federal Reserve Bank of St. Louis: macro series with every revision. Key: FRED_API_KEY, free.
 * `macro`: `query` is a series id (GDP, UNRATE, DGS10), `from` and `to` are days of the observations' periods, not of their publication.
 * Each revision is an observation of its own; `knownAt` is the end of the UTC day on which it was published. "." is NaN.
 * A series without vintages (SP500: its owner allows none) has today's values only, known from the day of asking; a finding says so. The store takes a value that is the same on another day for the same.
 * Limit: 120 requests a minute, fred.stlouisfed.org/docs/api/fred/errors.html and the terms of use.
 */
export const fred: Source = {
  name: "fred",
  capabilities: { intervals: [], network: true, real: true, instruments: [] },
  reach: {
    origin: "https://api.stlouisfed.org", limits: [{ units: 120, per: "minute" }],
    keys: [{ variable: "FRED_API_KEY", from: "https://fredaccount.stlouisfed.org/apikeys" }],
  },
  open: (connection) => ({
    symbols: async (query) => {
      if (query === undefined || query.trim() === "") throw new MarketError("fred: no words were given, and FRED has more than 800,000 series. Say what to look for, as unemployment rate.");
      return seriesOf(await ask(connection, "symbols", { query }, "/fred/series/search", { search_text: query, limit: 1000 }));
    },
    macro: (request) => atMost(macro(connection, request), request.most),
  }),
};

async function* macro(connection: Connection, request: RecordsRequest): AsyncGenerator<Page<Observation>> {
  const series = request.query.trim().toUpperCase();
  if (!/^[A-Z0-9_]{1,40}$/.test(series)) throw new MarketError(`fred: "${request.query}" is no series. Write its id, as GDP, UNRATE or DGS10; symbols("unemployment") finds ids.`, { reason: "symbol" });
  const { from, to } = momentsWithin("fred", request);
  const period = { observation_start: isoDayOf(from), observation_end: isoDayOf(to) };
  const described = seriesOf(await ask(connection, "macro", { series, part: "series" }, "/fred/series", { series_id: series }));
  const published = await vintages(connection, series);
  const unit = described.items[0]?.unit;
  const about = { series, ...(unit === undefined ? {} : { unit }), ...definite({ from: period.observation_start, to: period.observation_end }) };
  let answers = [...described.answers, ...published.answers];
  let findings = [...described.findings, ...published.findings];
  for (const window of windowsOf(published.dates)) {
    let offset: number | undefined = 0;
    while (offset !== undefined) {
      const rows: ReturnType<typeof observationsOf> = observationsOf(await ask(connection, "macro", { ...about, ...window.about, offset: String(offset) }, "/fred/series/observations", {
        series_id: series, ...window.query, ...period, sort_order: "asc", limit: ROWS, offset,
      }));
      yield { items: rows.items, answers: [...answers, ...rows.answers], findings: [...findings, ...rows.findings] };
      [answers, findings, offset] = [[], [], rows.next];
    }
  }
}

/** All days on which the series was published; undefined dates where ALFRED keeps none. */
async function vintages(connection: Connection, series: string): Promise<{ readonly dates: readonly string[] | undefined; readonly answers: readonly Answer[]; readonly findings: readonly AnswerFinding[] }> {
  const dates: string[] = [];
  const answers: Answer[] = [];
  const findings: AnswerFinding[] = [];
  let isWithoutVintages = false;
  const refusal = (body: string, status: number): Refusal | undefined => {
    isWithoutVintages ||= /does not exist in ALFRED|No vintage dates/i.test(body);
    return fredRefusal(body, status);
  };
  let offset: number | undefined = 0;
  while (offset !== undefined) {
    try {
      const answer = await ask(connection, "macro", { series, part: "vintages", offset: String(offset) }, "/fred/series/vintagedates", { series_id: series, sort_order: "asc", limit: VINTAGE_ROWS, offset }, refusal);
      const page = vintagesOf(answer);
      answers.push(answer);
      findings.push(...page.findings);
      dates.push(...(page.value?.dates ?? []));
      offset = page.value?.next;
    } catch (error) {
      if (!isWithoutVintages) throw error;
      offset = undefined;
    }
  }
  if (dates.length > 0) return { dates, answers, findings };
  const none: AnswerFinding = { code: "nothing there", severity: "warning", where: { source: "fred", path: "vintage_dates" }, expected: `the days on which ${series} was published`, got: "none; its values count as known from today on" };
  return { dates: undefined, answers, findings: [...findings, none] };
}

type Window = { readonly about: Readonly<Record<string, string>>; readonly query: Readonly<Record<string, string | number>> };

/** Stretches of real time with at most 2000 vintages; each begins with the last vintage of the one before. */
export function windowsOf(dates: readonly string[] | undefined, most = VINTAGES): readonly Window[] {
  if (dates === undefined) return [{ about: { vintages: "none" }, query: {} }];
  const windows: Window[] = [];
  for (let start = 0; start === 0 || start < dates.length - 1; start += most - 1) {
    const [first, last] = [dates[start]!, dates[Math.min(start + most, dates.length) - 1]!];
    windows.push({ about: { realtimeFrom: first, realtimeTo: last, ...(start === 0 ? {} : { carried: first }) }, query: { output_type: 1, realtime_start: first, realtime_end: last } });
  }
  return windows;
}

function ask(connection: Connection, kind: "macro" | "symbols", about: Readonly<Record<string, string>>, path: string, query: Readonly<Record<string, string | number | undefined>>, refusal = fredRefusal): Promise<Answer> {
  return connection.get({ kind, about, path, query: { ...query, file_type: "json" }, secretQuery: SECRET, refusal });
}

function isoDayOf(time: number): string | undefined {
  return Number.isFinite(time) ? isoDate(time) : undefined;
}
