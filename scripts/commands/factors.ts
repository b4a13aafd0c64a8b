import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import {
  describeFactor, everyFactor, FACTOR_SETS, factorIds, parseFactorId, type FactorDescription, type FactorSet, type SetOptions,
} from "../../lib/factors/index.ts";
import { INTERVALS, type Bars, type Interval } from "../../lib/market/bars.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { checkOutput, tell } from "../outputFile.ts";
import { panelFiles, readPanel, writePanel } from "../panel.ts";
import { readBars } from "../readBars.ts";
import { writeFactors } from "../writeFactors.ts";

type Options = {
  readonly input?: string; readonly output?: string; readonly only?: readonly string[]; readonly set?: FactorSet; readonly list?: true; readonly describe?: string;
  readonly panel?: string; readonly symbol?: string; readonly interval?: Interval; readonly workers?: number; readonly reference?: Readonly<Record<string, string>>;
};

export function factorsCommand(): Command {
  return new Command("factors")
    .description("Computes factor columns of bars and writes date and columns. Before the warm-up a CSV has empty cells, a Parquet file nulls. Files ending in .parquet are Parquet, others CSV.")
    .option("--input <bars>", "bars: date,open,high,low,close,volume (.csv or .parquet)")
    .addOption(new Option("--panel <folder>", "many assets, a file of bars each; writes date, symbol and columns, which may compare assets: rsi_14_cs_rank, --set alpha101").conflicts(["input", "symbol", "workers"]))
    .option("--output <factors>", "where the columns go (.csv or .parquet)")
    .option("--only <ids>", "ids with commas between, any parameters: rsi_7,macd_hist_5_35_5,rsi_14_lag_3", (text) => text.split(",").map((id) => id.trim()).filter((id) => id !== ""))
    .addOption(new Option("--set <name>", "a set of columns").choices(FACTOR_SETS).conflicts("only"))
    .option("--list", "print every factor, or with --set the ids of that set, and end")
    .option("--describe <id>", "explain one factor and end")
    .option("--reference <name=bars>", "a series to compare with, as spy=spy.csv for beta_spy_60; may be repeated", addReference)
    .option("--symbol <name>", "name of the bars in messages (default: the input's file name)")
    .addOption(new Option("--interval <interval>", "interval of the bars (default: found from their times)").choices(INTERVALS))
    .option("--workers <count>", `threads, 1..${availableParallelism()} (default: all of them for much data, else 1)`, wholeNumber)
    .action(run);
}

async function run(options: Options, command: Command): Promise<void> {
  const { describe, input, interval, list, only, output, panel, reference = {}, set, symbol, workers } = options;
  if (list) return console.log(set === undefined ? catalogueText() : factorIds(set, { references: Object.keys(reference), ...(interval && { interval }) }).join("\n"));
  if (describe !== undefined) return console.log(descriptionText(describeFactor(describe)));
  if ((input === undefined && panel === undefined) || output === undefined) command.error(`error: --${output === undefined ? "output" : "input"} is missing; name the bars with --input, or a folder of them with --panel, and the file to write with --output, or ask for --list`);
  if (only?.length === 0) command.error("error: --only names no factor; give ids with commas between, such as --only rsi_14,sma_20");
  const files = panel === undefined ? [] : panelFiles(panel);
  checkOutput(output, [...files, ...(input === undefined ? [] : [input]), ...Object.values(reference)]);
  const given = only && [...new Set(only)];
  checkIds(given ?? (set === "alpha101" && panel === undefined ? factorIds(set) : []), { isPanel: panel !== undefined, references: Object.keys(reference) });
  const references = Object.fromEntries(await Promise.all(Object.entries(reference).map(async ([name, file]) => [name, await readBars(file, { symbol: name, interval: undefined })] as const)));
  if (input === undefined) {
    const assets = await readPanel(files, interval);
    const longest = Object.values(assets).reduce((most, bars) => (bars.closeTime.length > most.closeTime.length ? bars : most));
    const ids = given ?? idsOfSet(set ?? "default", longest, { interval: longest.interval, references: Object.keys(references), groupings: [] });
    const rows = await writePanel(output, assets, ids, { references });
    return tell(output, `${output}: ${counted(ids.length, "column")} of ${counted(rows, "bar")} of ${counted(files.length, "asset")}`);
  }
  const bars = await readBars(input, { symbol, interval });
  const ids = given ?? idsOfSet(set ?? "default", bars, { interval: bars.interval, references: Object.keys(references) });
  await writeFactors(output, { bars, ids, companions: { references }, workers, threads: availableParallelism() });
  tell(output, `${output}: ${counted(ids.length, "column")} of ${counted(bars.closeTime.length, "bar")} of ${bars.symbol}`);
}

/** Refuses, before any bars are read, what this command line does not give. */
function checkIds(ids: readonly string[], { isPanel, references }: { isPanel: boolean; references: readonly string[] }): void {
  for (const id of ids) {
    const { given, reference } = parseFactorId(id);
    const missing = [...(reference === undefined ? [] : [reference]), ...given].find((name) => !references.includes(name));
    if (missing !== undefined) throw new Error(`"${id}" needs the reference "${missing}"; give its bars with --reference ${missing}=${missing}.csv`);
    const { comparesAssets, groupings } = describeFactor(id);
    if (comparesAssets && !isPanel) throw new Error(`"${id}" compares assets with each other; give a folder with a file of bars for each asset with --panel in place of --input`);
    if (groupings.length > 0) throw new Error(`"${id}" needs to know the ${groupings.join(" and the ")} of each asset, which only a notebook can give: computePanel(panel, ids, { groups })`);
  }
}

function counted(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** The columns of a set that the bars are long enough for; the others are named. */
function idsOfSet(set: FactorSet, bars: Bars, options: SetOptions): readonly string[] {
  const ids = factorIds(set, options);
  const tooLong = ids.filter((id) => describeFactor(id, bars.interval).warmUp >= bars.closeTime.length);
  if (tooLong.length > 0) console.warn(`${bars.symbol} has ${counted(bars.closeTime.length, "bar")}, too few for ${tooLong.length} of the ${ids.length} columns of the set "${set}", which are left out: ${tooLong.join(", ")}`);
  return ids.filter((id) => !tooLong.includes(id));
}

function addReference(text: string, others: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, name, file] = /^([a-z][a-z0-9]*)=(.+)$/.exec(text) ?? [];
  if (name === undefined || file === undefined) throw new InvalidArgumentError("Write the name in small letters, then = and the file: spy=spy.csv.");
  return { ...others, [name]: file };
}

function wholeNumber(text: string): number {
  const most = availableParallelism();
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > most) throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
  return Number(text);
}

function catalogueText(): string {
  const defaults = new Set(factorIds());
  const all = factorIds("all", { interval: "1h", hasQuotes: true, references: ["spy"] });
  const rows = everyFactor().map((id) => describeFactor(id)).map(({ description, family, id, parameters, unit, warmUp }) => [family, id, defaults.has(id) ? "yes" : "", unit, String(warmUp), parameters, description]);
  return [
    ...alignedTable(["family", "id, for example", "default", "unit", "warm-up", "parameters", "what it says"], rows), "",
    `${rows.length} factors, any parameters in their ranges, any of them later with _lag_ and a number of bars behind. ${all.length} columns in the set all (--list --set all), ${defaults.size} in the set default: ${[...defaults].join(", ")}`,
  ].join("\n");
}

function descriptionText({ description, edge, family, formula, id, inputs, intradayOnly, parameters, scaleFree, source, unit, waitsFor, warmUp }: FactorDescription): string {
  const rows = Object.entries({
    formula, source, unit: `${unit}, ${scaleFree ? "the same at any level of prices and volume" : `grows with the level of ${unit}s`}`, inputs: inputs.join(", "), parameters,
    "warm-up": `${counted(warmUp, "row")} without a value${waitsFor === undefined ? "" : `, then until ${waitsFor}`}`, "edge case": edge, family: `${family}${intradayOnly ? ", intraday bars only" : ""}`,
  });
  return [`${id}: ${description}`, "", ...rows.map(([name, text]) => `  ${name.padEnd(10)} ${text}`)].join("\n");
}
