import { Command, InvalidArgumentError, Option } from "commander";
import { factorTable, HORIZONS, type FactorRow, type FactorTable } from "../../lib/analysis/index.ts";
import { computeFactors, describeFactor, factorIds, parseFactorId, type FactorSet } from "../../lib/factors/index.ts";
import { nextLogReturn } from "../../lib/labels/index.ts";
import { formatBarTime, INTERVALS, type Bars, type Interval } from "../../lib/market/index.ts";
import { randomKey } from "../../lib/random/index.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { checkOutput, tell, writeOutput } from "../outputFile.ts";
import { readBars } from "../readBars.ts";

type Options = {
  readonly input?: string; readonly output?: string; readonly only?: readonly string[]; readonly set: FactorSet; readonly horizons: readonly number[];
  readonly fold: number; readonly top: number; readonly shifts: number; readonly seed: number; readonly symbol?: string; readonly interval?: Interval;
};

/** Sets of columns of one asset. */
const SETS: readonly FactorSet[] = ["default", "fast", "all"];

export function analysisCommand(): Command {
  return new Command("analysis")
    .description("Says what factors know of later returns, on the first part of the bars, and what the best of them would have by chance. Columns that grow with the price level are left out unless named.")
    .option("--input <bars>", "bars: date,open,high,low,close,volume (.csv or .parquet)")
    .option("--output <table.csv>", "where the whole table goes")
    .option("--only <ids>", "ids with commas between", (text) => text.split(",").map((id) => id.trim()).filter((id) => id !== ""))
    .addOption(new Option("--set <name>", "a set of columns").choices(SETS).default("default").conflicts("only"))
    .option("--horizons <bars>", "bars ahead with commas between; the first is judged in full, all make the decay", horizons, HORIZONS)
    .option("--fold <share>", "share of the rows to look at; what is chosen by them is judged on the others", share, 0.7)
    .option("--top <count>", "lines to print", whole(1), 15)
    .option("--shifts <count>", "shifts of the label that show chance", whole(20), 200)
    .option("--seed <number>", "seed of the shifts", whole(0), 1)
    .option("--symbol <name>", "name of the bars in messages (default: the input's file name)")
    .addOption(new Option("--interval <interval>", "interval of the bars (default: found from their times)").choices(INTERVALS))
    .action(run);
}

async function run(options: Options, command: Command): Promise<void> {
  const { fold: part, horizons: bars, input, interval, only, output, seed, set, shifts, symbol, top } = options;
  if (input === undefined) command.error("error: --input is missing; name the bars with --input");
  if (only?.length === 0) command.error("error: --only names no factor; give ids with commas between, such as --only rsi_14,sma_distance_20");
  if (output !== undefined) checkOutput(output, [input]);
  only?.forEach(parseFactorId);
  const market = await readBars(input, { symbol, interval });
  const ids = only ?? scaleFree(set, market);
  const labels = bars.map((horizon) => nextLogReturn(market, { horizon }));
  const fold = { from: 0, to: Math.floor(part * market.closeTime.length) };
  const table = factorTable(computeFactors(market, ids), labels, fold, { key: randomKey(seed), shifts });
  console.log([heading(table, market), "", ...alignedTable(Object.keys(printed(table.rows[0]!)), table.rows.slice(0, top).map((row) => Object.values(printed(row)))), "", chanceText(table)].join("\n"));
  if (output === undefined) return;
  await writeOutput(output, tableCsv(table));
  tell(output, `${output}: ${table.rows.length} columns of ${market.symbol}`);
}

/** The columns of a set that keep their size when prices grow, and that the bars are long enough for. */
function scaleFree(set: FactorSet, { closeTime, interval }: Bars): readonly string[] {
  return factorIds(set, { interval }).filter((id) => {
    const described = describeFactor(id, interval);
    return described.scaleFree && described.warmUp < closeTime.length;
  });
}

function heading({ fold, horizon }: FactorTable, { closeTime, symbol }: Bars): string {
  const day = (row: number): string => formatBarTime(closeTime[row]!);
  return `${symbol}, ${day(fold.from)} to ${day(fold.to - 1)}: what columns say about the next ${horizon === 1 ? "bar" : `${horizon} bars`}. Later rows are not looked at.`;
}

function printed(row: FactorRow): Readonly<Record<string, string>> {
  const text = (value: number, digits: number): string => (Number.isNaN(value) ? "N/A" : value.toFixed(digits));
  return {
    column: row.column, IC: text(row.ic, 4), "rank IC": text(row.rankIC, 4), t: text(row.t, 1), z: text(row.z, 1), q: text(row.q, 3), "p of the best": text(row.pBest, 3),
    "half-life": text(row.halfLife, 1), turnover: text(row.turnover, 2), "spread, bps": text(1e4 * row.spread, 1), "its t": text(row.spreadT, 1), nats: text(row.information, 4),
  };
}

function chanceText({ chance, rows }: FactorTable): string {
  const [first] = rows;
  if (first === undefined || Number.isNaN(first.strength)) return "No column could be judged: too few rows, or none varies.";
  const comparison = `By chance the best of these ${chance.tried} columns would have ${chance.best.toFixed(1)}, of as many independent ones ${chance.bestOfIndependent.toFixed(1)}.`;
  return `${first.column} has a strength of ${first.strength.toFixed(1)} (the smaller of |t| and |z|). ${comparison} ${rows.filter(({ q }) => q <= 0.1).length} columns have q ≤ 0.1.`;
}

/** All columns, numbers in full, empty cells where the rows cannot tell. */
function tableCsv({ decay, rows }: FactorTable): string {
  const lines = rows.map((row) => ({ ...row, ...Object.fromEntries((decay[row.column] ?? []).map(({ horizon, value }) => [`rankIC_${horizon}`, value])) }));
  const names = Object.keys(lines[0] ?? {});
  return [names.join(","), ...lines.map((line) => Object.values(line).map((value) => (typeof value === "number" && !Number.isFinite(value) ? "" : String(value))).join(","))].join("\n") + "\n";
}

function horizons(text: string): readonly number[] {
  const bars = text.split(",").map((part) => (/^\d+$/.test(part.trim()) ? Number(part) : 0));
  if (bars.some((each) => each < 1)) throw new InvalidArgumentError("Give whole numbers of bars ≥ 1 with commas between, such as 1,5,20.");
  return [...new Set(bars)];
}

function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError("It must be a share above 0, at most 1.");
  return value;
}

function whole(least: number): (text: string) => number {
  return (text) => {
    if (!/^\d+$/.test(text) || Number(text) < least) throw new InvalidArgumentError(`It must be a whole number ≥ ${least}.`);
    return Number(text);
  };
}
