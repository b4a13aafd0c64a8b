import { z } from "zod";
import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import { DAY_MILLIS } from "../calendars/day.ts";
import { type Zone, zoneOf } from "../calendars/zone.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import { readAnswer, readRows } from "../connection/readAnswer.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import type { UtcMillis } from "../units.ts";
import { askedOf, barPage, type BarRow, unreadPage } from "./barPage.ts";
import { epochSeconds } from "./epoch.ts";
import type { BarPage } from "./source.ts";
import { offScale } from "./yahooScale.ts";

const PROVENANCE = "Yahoo Finance, adjusted for splits";
const RESULT = "chart.result[0]";
const QUOTE = `${RESULT}.indicators.quote[0]`;

const column = z.array(z.unknown());
const columns = z.object({ open: column, high: column, low: column, close: column, volume: column });
const meta = z.object({ gmtoffset: z.number(), exchangeTimezoneName: z.string().nullish(), currentTradingPeriod: z.object({ regular: z.object({ end: epochSeconds }) }) });
const events = z.record(z.string(), z.unknown()).nullish();
const result = z.object({ meta, events: z.object({ dividends: events, splits: events }).nullish() });
/** Without bars there are no times, and the columns are left out. */
const empty = z.object({ timestamp: z.undefined(), indicators: z.object({ quote: z.array(z.strictObject({})).min(1) }) });
/** Adjusted closes come with days alone. */
const adjusted = z.array(z.object({ adjclose: column })).min(1).optional().catch(undefined);
const filled = z.object({ timestamp: column, indicators: z.object({ quote: z.array(columns).min(1), adjclose: adjusted }) });
const isEmpty = z.object({ chart: z.object({ result: z.array(empty).min(1) }) });
const emptyChart = z.object({ chart: z.object({ result: z.array(result).min(1) }) });
const chart = z.object({ chart: z.object({ result: z.array(result.extend(filled.shape)).min(1) }) });
type Chart = z.infer<typeof result> & { readonly timestamp: readonly unknown[]; readonly quote: z.infer<typeof columns>; readonly adjusted: readonly unknown[] };

const value = z.number().nullable().transform((found) => found ?? Number.NaN);
const row = z.object({ timestamp: epochSeconds, open: value, high: value, low: value, close: value, volume: value });

/**
 * Bars of the chart service. Its times are those at which bars open; a day is the one on the exchange's clocks.
 * Today's bar is unfinished until the regular session ends, any other until its close. A last row between two bars is the price of the moment and belongs to the bar that runs.
 */
export function yahooBarsOf(answer: Answer): BarPage {
  const { interval } = askedOf(answer);
  const { findings, read } = readChart(answer);
  if (read === undefined) return unreadPage(answer, { provenance: PROVENANCE, findings });
  const zone = zoneOfMeta(read.meta);
  const longest = Math.max(...[read.timestamp, ...Object.values(read.quote)].map(({ length }) => length));
  const given = Array.from({ length: longest }, (_, place) => ({ timestamp: read.timestamp[place], open: read.quote.open[place], high: read.quote.high[place], low: read.quote.low[place], close: read.quote.close[place], volume: read.quote.volume[place] }));
  const { findings: left, rows } = readRows(answer.source, QUOTE, given, row);
  const bars = joined(rows.map(({ value: { timestamp, ...prices } }) => ({ ...prices, closeTime: closeOf(1000 * timestamp, interval, zone) })), INTERVAL_MILLIS[interval]);
  const sessionEnd = 1000 * read.meta.currentTradingPeriod.regular.end;
  const today = closeOf(sessionEnd - 1, "1d", zone);
  const isUnfinished = ({ closeTime }: BarRow): boolean => (interval !== "1d" ? closeTime > answer.receivedAt : closeTime > today || (closeTime === today && sessionEnd > answer.receivedAt));
  const { actions, findings: odd } = actionsOf(answer, read.events ?? {}, zone);
  const days = rows.map(({ row: place, value: { close, timestamp } }) => ({ closeTime: closeOf(1000 * timestamp, interval, zone), close, adjusted: Number(read.adjusted[place] ?? Number.NaN) }));
  const paid = actions.flatMap((action) => (action.kind === "dividend" ? [{ closeTime: closeOf(action.exTime, "1d", zone), amount: action.amount }] : []));
  const other = offScale(answer.source, `${RESULT}.events.dividends`, paid, days);
  return barPage(answer, bars, { path: QUOTE, provenance: PROVENANCE, findings: [...findings, ...left, ...odd, ...other], actions, isUnfinished });
}

function readChart(answer: Answer): { readonly findings: readonly AnswerFinding[]; readonly read: Chart | undefined } {
  if (readAnswer(answer, isEmpty).value === undefined) {
    const { findings, value: full } = readAnswer(answer, chart);
    const first = full?.chart.result[0];
    return { findings, read: first === undefined ? undefined : { ...first, quote: first.indicators.quote[0]!, adjusted: first.indicators.adjclose?.[0]?.adjclose ?? [] } };
  }
  const { findings, value: none } = readAnswer(answer, emptyChart);
  const first = none?.chart.result[0];
  return { findings, read: first === undefined ? undefined : { ...first, timestamp: [], quote: { open: [], high: [], low: [], close: [], volume: [] }, adjusted: [] } };
}

/** The clocks of the exchange. Its offset is today's; a year has two where clocks change. */
function zoneOfMeta({ exchangeTimezoneName, gmtoffset }: z.infer<typeof meta>): Pick<Zone, "spanAt" | "toUtc"> {
  try {
    if (exchangeTimezoneName) return zoneOf(exchangeTimezoneName);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const offset = 1000 * gmtoffset;
  return { spanAt: () => ({ from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY, offset }), toUtc: (local) => local - offset };
}

function closeOf(open: UtcMillis, interval: Interval, zone: Pick<Zone, "spanAt">): UtcMillis {
  if (interval !== "1d") return open + INTERVAL_MILLIS[interval];
  return (Math.floor((open + zone.spanAt(open).offset) / DAY_MILLIS) + 1) * DAY_MILLIS - 1;
}

/** Bars, the last row made part of the bar before it if it lies inside of that: the source gives the price of the moment as a row of its own. */
function joined(rows: readonly BarRow[], length: number): readonly BarRow[] {
  const [before, last] = [rows.at(-2), rows.at(-1)];
  if (before === undefined || last === undefined || last.closeTime >= before.closeTime + (length === DAY_MILLIS ? 1 : length) || last.closeTime < before.closeTime) return rows;
  const { close, closeTime, open } = Number.isNaN(last.close) ? before : { close: last.close, closeTime: before.closeTime, open: Number.isNaN(before.open) ? last.open : before.open };
  const both = (name: "high" | "low" | "volume", choose: (one: number, other: number) => number): number => (Number.isNaN(before[name]) ? last[name] : Number.isNaN(last[name]) ? before[name] : choose(before[name], last[name]));
  return [...rows.slice(0, -2), { closeTime, open, high: both("high", Math.max), low: both("low", Math.min), close, volume: both("volume", Math.max) }];
}

const dividend = z.object({ date: epochSeconds, amount: z.number() });
const split = z.object({ date: epochSeconds, numerator: z.number().positive(), denominator: z.number().positive() });

/** Splits and dividends, from the first moment of the day on the exchange's clocks. Dividends are divided by the splits until the answer: github.com/pydata/pandas-datareader/issues/651. */
function actionsOf(answer: Answer, { dividends, splits }: { readonly dividends?: z.infer<typeof events>; readonly splits?: z.infer<typeof events> }, zone: Pick<Zone, "spanAt" | "toUtc">): { readonly actions: readonly CorporateAction[]; readonly findings: readonly AnswerFinding[] } {
  const { symbol } = askedOf(answer);
  const exTime = (date: number): UtcMillis => zone.toUtc(Math.floor((1000 * date + zone.spanAt(1000 * date).offset) / DAY_MILLIS) * DAY_MILLIS);
  const paid = readRows(answer.source, `${RESULT}.events.dividends`, Object.values(dividends ?? {}), dividend);
  const parted = readRows(answer.source, `${RESULT}.events.splits`, Object.values(splits ?? {}), split);
  const actions: CorporateAction[] = [
    ...paid.rows.map(({ value: { amount, date } }) => ({ kind: "dividend" as const, symbol, exTime: exTime(date), amount, countedAt: answer.receivedAt })),
    ...parted.rows.map(({ value: { date, denominator, numerator } }) => ({ kind: "split" as const, symbol, exTime: exTime(date), ratio: numerator / denominator })),
  ];
  return { actions: actions.sort((one, other) => one.exTime - other.exTime), findings: [...paid.findings, ...parted.findings] };
}
