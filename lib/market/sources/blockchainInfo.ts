import { z } from "zod";
import { DAY_MILLIS } from "../calendars/day.ts";
import type { Answer } from "../connection/answer.ts";
import type { Connection, Refusal } from "../connection/connection.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import { readAnswer, readRows } from "../connection/readAnswer.ts";
import { MarketError } from "../error.ts";
import { nearest } from "../nearest.ts";
import type { Observation } from "../records/observation.ts";
import type { UtcMillis } from "../units.ts";
import { momentsWithin } from "../writtenSpan.ts";
import { isoDate } from "../bars.ts";
import { type Span, cutSpan } from "./askedSpan.ts";
import { blockchainCharts } from "./blockchainInfoCharts.ts";
import { epochSeconds } from "./epoch.ts";
import { atMost } from "./recordSpan.ts";
import { listed, type Page, type RecordsRequest, type Source } from "./source.ts";

/** One request holds so many days. */
const PAGE_DAYS = 1460;
/** Asked without `from`: a year, as the charts do. */
const DEFAULT_DAYS = 365;

/**
 * Bitcoin's network as Blockchain.com counts it: hash rate, difficulty, transactions, mempool. No key.
 * `onChain`: `query` is the name of a chart (hash-rate); `symbols` lists them. `from` and `to` are UTC days; a year without them.
 * A value of a day is known at its last millisecond, so that a day that is not over is left out. A value of a shorter period is known when the next one is there.
 * Values that are estimated (hash rate, transaction volume) may be revised by the source; only the value of the day of asking can be had.
 * Limit: one request in 10 seconds, as their Query API asks for (blockchain.com/explorer/api/q); the charts' page (blockchain.com/explorer/api/charts_api) names none.
 */
export const blockchainInfo: Source = {
  name: "blockchainInfo",
  capabilities: { intervals: [], network: true, real: true, instruments: [] },
  reach: { origin: "https://api.blockchain.info", limits: [{ units: 6, per: "minute" }] },
  open: (connection) => ({
    symbols: async (query = "") => listed(blockchainCharts.filter(({ name, symbol }) => `${symbol} ${name}`.toLowerCase().includes(query.trim().toLowerCase()))),
    onChain: (request) => atMost(charts(connection, request), request.most),
  }),
};

async function* charts(connection: Connection, request: RecordsRequest): AsyncGenerator<Page<Observation>> {
  const chart = request.query.trim().toLowerCase();
  const names = blockchainCharts.map(({ symbol }) => symbol);
  if (!names.includes(chart)) throw new MarketError(`blockchainInfo: there is no chart "${request.query}". Did you mean "${nearest(chart, names) ?? names[0]}"? symbols() lists all.`, { reason: "symbol" });
  for (const { from, to } of cutSpan(wholeDays(request, connection.now()), PAGE_DAYS * DAY_MILLIS)) {
    const answer = await connection.get({
      kind: "onChain", about: { series: chart, from: new Date(from).toISOString(), to: new Date(to).toISOString() },
      path: `/charts/${chart}`,
      // Without `sampled=false` a long chart comes with every third or fourth day only.
      query: { timespan: `${Math.ceil((to - from) / DAY_MILLIS)}days`, start: isoDate(from), format: "json", sampled: "false" },
      refusal: blockchainRefusal,
    });
    yield chartOf(answer);
  }
}

/** From the first moment of the first day to that after the last day; never beyond today. */
function wholeDays(request: RecordsRequest, now: UtcMillis): Span {
  const asked = momentsWithin("blockchainInfo", request);
  const to = Math.min(Math.ceil((asked.to + 1) / DAY_MILLIS), Math.ceil(now / DAY_MILLIS)) * DAY_MILLIS;
  const from = Number.isFinite(asked.from) ? Math.floor(asked.from / DAY_MILLIS) * DAY_MILLIS : to - DEFAULT_DAYS * DAY_MILLIS;
  if (from >= to) throw new MarketError(`blockchainInfo: from ${request.from} lies in the future. Name an earlier day.`);
  return { from, to };
}

const chartAnswer = z.object({ status: z.string(), name: z.string(), unit: z.string(), period: z.string(), values: z.array(z.unknown()) });
const point = z.object({ x: epochSeconds, y: z.number().nullable() });

/** The values of a chart's answer that were known when it came, oldest first. */
export function chartOf(answer: Answer): Page<Observation> {
  const { about, receivedAt, source } = answer;
  const { findings, value } = readAnswer(answer, chartAnswer);
  if (value === undefined) return { items: [], answers: [answer], findings };
  const [from, to] = [Date.parse(about["from"] ?? ""), Date.parse(about["to"] ?? "")];
  const { findings: found, rows } = readRows(source, "values", value.values, point);
  const points = rows.map(({ value: { x, y } }) => ({ time: x * 1000, value: y ?? Number.NaN })).sort((one, other) => one.time - other.time);
  const all = points.map((each, row): Observation => ({ series: about["series"] ?? value.name, ...each, unit: value.unit, knownAt: knownAt(points, row, value.period) }));
  const asked = all.filter(({ time }) => time >= from && time < to);
  const items = asked.filter(({ knownAt: known }) => known <= receivedAt);
  const told = (code: AnswerFinding["code"], severity: AnswerFinding["severity"], expected: string, got: string): AnswerFinding => ({ code, severity, where: { source, path: "values" }, expected, got });
  const missing = items.filter(({ value: number }) => Number.isNaN(number)).length;
  return {
    items, answers: [answer],
    findings: [
      ...findings, ...found,
      ...(rows.length === 0 && found.length === 0 ? [told("nothing there", "warning", `values of ${about["series"] ?? value.name}`, "none")] : []),
      ...(missing === 0 ? [] : [told("nothing there", "warning", "a value a period", `${missing} without`)]),
      ...(asked.length === items.length ? [] : [told("row left out", "note", "periods that are over", `${asked.length - items.length} that are not`)]),
    ],
  };
}

/** A day is known when it is over. A shorter period is known when the next value stands; of the last one its distance to the one before is taken. */
function knownAt(points: readonly { readonly time: UtcMillis }[], row: number, period: string): UtcMillis {
  const { time } = points[row]!;
  const [before, next] = [points[row - 1]?.time, points[row + 1]?.time];
  const endOfDay = Math.floor(time / DAY_MILLIS) * DAY_MILLIS + DAY_MILLIS - 1;
  if (period !== "minute") return endOfDay;
  return next ?? (before === undefined ? endOfDay : time + (time - before));
}

function blockchainRefusal(body: string, status: number): Refusal | undefined {
  if (status === 404 || /"error"\s*:\s*"not-found/.test(body)) return { reason: "symbol", message: "there is no such chart. symbols() lists all." };
  if (/rate limit|too many requests/i.test(body) && status !== 429) return { reason: "limit", message: "too many requests from here; one in 10 seconds is polite." };
  return undefined;
}
