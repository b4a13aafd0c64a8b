import { Command, InvalidArgumentError, Option } from "commander";
import { backtest, buyAndHold, costsOf, parseSignalsCsv, positionsByDate, type Missing, type Rebalance } from "../../lib/backtest/index.ts";
import { INTERVALS, type Interval } from "../../lib/market/bars.ts";
import { readText } from "../../lib/market/files/csvFiles.ts";
import { randomKey } from "../../lib/random/index.ts";
import { alignedTable, countedReport, digestValue, recordStage } from "../../lib/runs/index.ts";
import { formatMeasure, isAvailable, type Measure, type StrategyReport, type StrategyRow } from "../../lib/statistics/index.ts";
import { commandRun } from "../commandRun.ts";
import { checkOutput, tell, writeOutput } from "../outputFile.ts";
import { readBars } from "../readBars.ts";

type Options = {
  readonly input: string; readonly signals: string; readonly output: string; readonly symbol?: string; readonly interval?: Interval;
  readonly commissionBps: number; readonly slippageBps: number; readonly spreadBps: number; readonly minimumFee: number; readonly capital: number;
  readonly missing: Missing; readonly rebalance: Rebalance; readonly seed: number;
};

export function backtestCommand(): Command {
  const amount = (flags: string, text: string, value: number) => new Option(flags, text).argParser(parseAmount).default(value);
  return new Command("backtest")
    .description("Trades the wanted positions of a CSV (date,position; -1 short to 1 long, decided at the close) at the next open of the bars, and writes a report beside buy-and-hold.")
    .requiredOption("--input <bars.csv>", "bars: date,open,high,low,close,volume")
    .requiredOption("--signals <signals.csv>", "wanted positions: date,position")
    .requiredOption("--output <report.json>", "report: assumptions, performance, verdict, trades, equity")
    .option("--symbol <name>", "name in the report (default: the input's file name)")
    .addOption(new Option("--interval <interval>", "interval of the bars (default: found from their times)").choices(INTERVALS))
    .addOption(amount("--commission-bps <bps>", "commission of a fill, basis points of its value", 1))
    .addOption(amount("--slippage-bps <bps>", "slippage of a fill", 1))
    .addOption(amount("--spread-bps <bps>", "bid to ask; half is paid at a fill", 1))
    .addOption(amount("--minimum-fee <money>", "least commission of a fill", 0))
    .addOption(amount("--capital <money>", "money at the start", 100_000))
    .addOption(new Option("--missing <rule>", "what a bar without a position means: a mistake, the position before it, or none").choices(["error", "hold", "flat"]).default("error"))
    .addOption(new Option("--rebalance <rule>", "when the units are set anew").choices(["on-change", "every-bar"]).default("on-change"))
    .addOption(amount("--seed <number>", "seed of the bootstrap intervals", 1))
    .action(run);
}

async function run(options: Options, command: Command): Promise<void> {
  const { input, interval, missing, output, seed, signals, symbol } = options;
  checkOutput(output, [input, signals]);
  const bars = await readBars(input, { symbol, interval });
  const wanted = positionsByDate(bars, parseSignalsCsv(await readText(signals, "signals"), signals), { missing, name: signals });
  const { report, id } = await commandRun(command, { "--output": "report.json" }, async ({ folder, id }) => {
    recordStage("backtest", "raw data", { bars }, folder);
    recordStage("backtest", "predictions", { positions: wanted }, folder);
    const [result, hold] = [backtest(bars, wanted, options), buyAndHold(bars, options)];
    recordStage("backtest", "orders", { orders: result.orders, fills: result.fills }, folder);
    const report = countedReport({ bars, strategy: { name: "wanted positions", parameters: { positions: digestValue(wanted), capital: options.capital, rebalance: options.rebalance } }, costs: costsOf(options), result, hold }, { by: "backtest", runFolder: folder, key: randomKey(seed) });
    recordStage("backtest", "report", { equity: result.equity, report }, folder);
    await writeOutput(output, `${JSON.stringify(report, null, 1)}\n`);
    return { report, id };
  });
  tell(output, summary(report, output, id));
}

function parseAmount(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) throw new InvalidArgumentError("Give a number from 0.");
  return value;
}

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

function summary({ assumptions, bars, findings, from, performance, symbol, to, verdict }: StrategyReport, output: string, run: string | undefined): string {
  const cells = performance.map((row) => [row.name, ...COLUMNS.map(({ format, pick }) => (isAvailable(pick(row)) ? formatMeasure(pick(row), format) : "N/A"))]);
  const reasons = performance.flatMap((row) => COLUMNS.filter(({ pick }) => !isAvailable(pick(row))).map(({ name, pick }) => `${name} of ${row.name} is ${formatMeasure(pick(row))}`));
  return [
    `${symbol}, ${bars} bars from ${from} to ${to}, after costs`, "", ...alignedTable(["strategy", ...COLUMNS.map(({ name }) => name)], cells), ...reasons.map((reason) => `  ${reason}`), "",
    ...verdict.sentences, ...findings.map(({ code, expected, got, where }) => `${code} on ${where.date}: expected ${expected}, got ${got}`), "",
    "Assumed:", ...assumptions.map((sentence) => `· ${sentence}`), "", `Report: ${output}`, ...(run === undefined ? [] : [`Run: npx marketbook replay ${run} repeats it`]),
  ].join("\n");
}
