import { z } from "zod";
import { StatisticsError } from "../error.ts";
import { REPORT_VERSION, type StrategyReport } from "./reportShape.ts";

const notAvailable = z.object({ value: z.null(), reason: z.string() });
const measure = z.union([z.number(), notAvailable]);
const interval = z.object({ low: z.number(), high: z.number(), confidence: z.number() });
const numbers = z.array(z.number());
const holed = z.array(z.number().nullable());
const axis = z.object({ parameter: z.string(), values: numbers });

const row = z.object({
  name: z.string(), totalReturn: z.number(), cagr: measure, volatility: measure, sharpe: measure, probabilisticSharpe: measure, sortino: measure, omega: measure, skewness: measure, kurtosis: measure,
  valueAtRisk: measure, expectedShortfall: measure, tailRatio: measure, maxDrawdown: z.number(), longestFall: z.number(), ulcerIndex: z.number(), calmar: measure, trades: z.number(), winRate: measure,
  profitFactor: measure, expectancy: measure, payoff: measure, barsHeld: measure, exposure: z.number(), turnover: z.number(), costs: z.number(),
});

const report = z.object({
  version: z.literal(REPORT_VERSION),
  status: z.literal("finished"),
  name: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  symbol: z.string(), interval: z.string(), from: z.string(), to: z.string(),
  bars: z.number(), periodsPerYear: z.number(), capital: z.number(),
  assumptions: z.array(z.string()),
  performance: z.array(row).min(2),
  verdict: z.object({
    sharpe: z.union([interval, notAvailable]), difference: z.union([interval, notAvailable]), deflatedSharpe: measure, minimumTrackRecord: measure, pbo: measure,
    trials: z.object({ count: z.number(), varianceOfSharpes: z.number() }).nullable(),
    sentences: z.array(z.string()),
  }),
  holdSharpe: z.union([interval, notAvailable]),
  costs: z.object({ commission: z.number(), spread: z.number(), slippage: z.number(), borrow: z.number(), financing: z.number(), total: z.number() }),
  dividends: z.number(),
  findings: z.array(z.object({
    code: z.enum(["ruin", "margin-call", "margin-cut", "delisted", "delisting-later", "closed-without-bar", "not-closed", "order-waited", "order-rejected", "bars-look-ahead", "beyond-range", "gap", "calendars-differ", "bars-end", "never-decided", "and-more"]),
    where: z.object({ asset: z.string(), row: z.number(), date: z.string(), order: z.number().exactOptional() }),
    expected: z.string(), got: z.string(),
  })),
  costTable: z.array(z.object({ cost: z.string(), amount: z.number(), bpsOfTraded: measure, yearly: z.number(), ofProfit: measure })),
  regimes: z.union([z.array(z.object({ regime: z.string(), bars: z.number(), share: z.number(), totalReturn: z.number(), yearly: measure, volatility: measure, sharpe: measure })), notAvailable]),
  fan: z.union([z.object({
    rows: numbers, lines: z.array(z.object({ share: z.number(), growth: numbers })), lossProbability: z.number(), maxDrawdown: z.array(z.object({ share: z.number(), depth: z.number() })),
  }), notAvailable]),
  search: z.union([z.object({
    rule: z.string(), measure: z.string(), rows: axis, columns: axis, values: z.array(holed), best: z.object({ row: z.number(), column: z.number() }).nullable(), fixed: z.record(z.string(), z.number()), trials: z.number(),
  }), notAvailable]),
  trades: z.array(z.object({
    asset: z.string(), side: z.enum(["long", "short"]), entryRow: z.number(), entryTime: z.string(), entryPrice: z.number(), exitRow: z.number(), exitTime: z.string(), exitPrice: z.number(),
    units: z.number(), profit: z.number(), costs: z.number(), barsHeld: z.number(), isOpen: z.boolean(),
  })),
  equity: z.array(z.object({ date: z.string(), strategy: z.number(), buyAndHold: z.number(), net: z.number().nullable(), gross: z.number().nullable() })).min(1),
  prices: z.array(z.object({ symbol: z.string(), length: z.number(), date: z.array(z.string()), open: holed, high: holed, low: holed, close: holed })),
  provenance: z.object({
    bars: z.array(z.object({ symbol: z.string(), interval: z.string(), count: z.number(), from: z.string(), to: z.string(), source: z.string() })),
    digest: z.union([z.string(), notAvailable]), seed: z.union([z.number(), notAvailable]), settings: z.record(z.string(), z.unknown()),
  }),
});

const head = z.object({ version: z.unknown().optional(), status: z.unknown().optional(), reason: z.unknown().optional() });

/** A report read back from the text of its file. A file that was cut off, is of another version or of a run that did not finish is refused by the field that says so. in: text, and the file's name for the refusal */
export function parseReport(text: string, file: string): StrategyReport {
  const fail = (what: string, cause?: unknown) => new StatisticsError(`${file}: ${what}`, { cause });
  const given = jsonOf(text, fail);
  const known = head.safeParse(given);
  if (!known.success) throw fail("this is no report but another JSON document; write one with marketbook backtest --output");
  const { reason, status, version } = known.data;
  if (status !== undefined && status !== "finished") throw fail(`status is ${JSON.stringify(status)}${typeof reason === "string" ? ` (${reason})` : ""}: a report is only made of a run that finished; run it again`);
  if (version !== REPORT_VERSION) throw fail(version === undefined ? "version is missing: this is no report, or one from before reports had a version; run the backtest again" : `version is ${JSON.stringify(version)}, this program reads ${REPORT_VERSION}; run the backtest again`);
  const parsed = report.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw fail(`${issue === undefined || issue.path.length === 0 ? "the report" : issue.path.map(String).join(".")} is wrong: ${issue?.message}; run the backtest again`);
  }
  const { bars, equity } = parsed.data;
  if (equity.length !== bars) throw fail(`equity has ${equity.length} rows, bars says ${bars}: the report is not whole; run the backtest again`);
  return parsed.data;
}

function jsonOf(text: string, fail: (what: string, cause?: unknown) => Error): unknown {
  if (text.trim() === "") throw fail("the file is empty; run the backtest again");
  try {
    return JSON.parse(text);
  } catch (error) {
    const isWhole = /[}\]]\s*$/.test(text);
    throw fail(isWhole ? `this is no JSON (${error instanceof Error ? error.message : error}); give the report.json of marketbook backtest` : `the file ends in the middle, after ${text.length.toLocaleString("en")} letters: it was cut off; run the backtest again`, error);
  }
}
