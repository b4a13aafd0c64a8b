import { alignedTable } from "../../lib/runs/index.ts";
import { repeatLine } from "../commandRun.ts";
import { formatMeasure, isAvailable, type Measure, type StrategyReport, type StrategyRow } from "../../lib/statistics/index.ts";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const two = (value: number) => value.toFixed(2);

const COLUMNS: readonly { readonly name: string; readonly pick: (row: StrategyRow) => Measure; readonly format: (value: number) => string }[] = [
  { name: "CAGR", pick: (row) => row.cagr, format: percent },
  { name: "Sharpe", pick: (row) => row.sharpe, format: two },
  { name: "max drawdown", pick: (row) => row.maxDrawdown, format: percent },
  { name: "trades", pick: (row) => row.trades, format: String },
  { name: "win rate", pick: (row) => row.winRate, format: percent },
  { name: "profit factor", pick: (row) => row.profitFactor, format: two },
  { name: "exposure", pick: (row) => row.exposure, format: percent },
  { name: "turnover", pick: (row) => row.turnover, format: two },
  { name: "costs", pick: (row) => row.costs, format: two },
];

/** A report in words: what came out beside buy-and-hold, what it means, what was found and assumed, and where it lies. */
export function summary({ assumptions, bars, dividends, findings, from, performance, symbol, to, verdict }: StrategyReport, output: string, run: string | undefined, events: readonly string[] = []): string {
  const cells = performance.map((row) => [row.name, ...COLUMNS.map(({ format, pick }) => (isAvailable(pick(row)) ? formatMeasure(pick(row), format) : "N/A"))]);
  const reasons = performance.flatMap((row) => COLUMNS.filter(({ pick }) => !isAvailable(pick(row))).map(({ name, pick }) => `${name} of ${row.name} is ${formatMeasure(pick(row))}`));
  return [
    `${symbol}, ${bars} bars from ${from} to ${to}, after costs`, ...events, "", ...alignedTable(["strategy", ...COLUMNS.map(({ name }) => name)], cells), ...reasons.map((reason) => `  ${reason}`), ...(dividends === 0 ? [] : [`  ${dividends.toFixed(2)} of dividends is in the equity of ${performance[0]!.name}, and in no trade's profit`]), "",
    ...verdict.sentences, ...findings.map(({ code, expected, got, where }) => `${code} on ${where.date}: expected ${expected}, got ${got}`), "",
    "Assumed:", ...assumptions.map((sentence) => `· ${sentence}`), "", `Report: ${output}`, ...repeatLine(run),
  ].join("\n");
}
