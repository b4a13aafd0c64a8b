import { Command, Option } from "commander";
import { computeFactors, describeFactor, everyFactor, factorIds, formatColumnsCsv, parseFactorId, type FactorDescription } from "../../lib/factors/index.ts";
import { INTERVALS, type Interval } from "../../lib/market/bars.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { checkOutput, tell, writeOutput } from "../outputFile.ts";
import { readBars } from "../readBars.ts";

type Options = {
  readonly input?: string; readonly output?: string; readonly only?: readonly string[]; readonly list?: true; readonly describe?: string;
  readonly symbol?: string; readonly interval?: Interval;
};

export function factorsCommand(): Command {
  return new Command("factors")
    .description("Computes factor columns of a CSV of bars and writes date and columns as a CSV. Cells before the warm-up are empty.")
    .option("--input <bars.csv>", "bars: date,open,high,low,close,volume")
    .option("--output <factors.csv>", "where the columns go")
    .option("--only <ids>", "ids with commas between, such as rsi_14,macd_hist_12_26_9 (default: the default set)", (text) => text.split(",").map((id) => id.trim()).filter((id) => id !== ""))
    .option("--list", "print every factor and end")
    .option("--describe <id>", "explain one factor and end")
    .option("--symbol <name>", "name of the bars in messages (default: the input's file name)")
    .addOption(new Option("--interval <interval>", "interval of the bars (default: found from their times)").choices(INTERVALS))
    .action(run);
}

async function run(options: Options, command: Command): Promise<void> {
  const { describe, input, interval, list, only, output } = options;
  if (list) return console.log(catalogueText());
  if (describe !== undefined) return console.log(descriptionText(describeFactor(describe)));
  if (input === undefined || output === undefined) command.error(`error: --${input === undefined ? "input" : "output"} is missing; name the bars with --input and the file to write with --output, or ask for --list`);
  if (only?.length === 0) command.error("error: --only names no factor; give ids with commas between, such as --only rsi_14,sma_20");
  checkOutput(output, [input]);
  const ids = only ?? factorIds();
  ids.forEach(parseFactorId);
  const bars = await readBars(input, { symbol: options.symbol, interval });
  const columns = computeFactors(bars, ids);
  await writeOutput(output, formatColumnsCsv(columns));
  tell(output, `${output}: ${columns.names.length} ${columns.names.length === 1 ? "column" : "columns"} of ${bars.closeTime.length} bars of ${bars.symbol}`);
}

function catalogueText(): string {
  const defaults = new Set(factorIds());
  const rows = everyFactor().map(describeFactor).map(({ description, family, id, parameters, unit, warmUp }) => [family, id, defaults.has(id) ? "yes" : "", unit, String(warmUp), parameters, description]);
  return [
    ...alignedTable(["family", "id, for example", "default", "unit", "warm-up", "parameters", "what it says"], rows), "",
    `${rows.length} factors, any parameters in their ranges; ${defaults.size} columns in the default set: ${[...defaults].join(", ")}`,
  ].join("\n");
}

function descriptionText({ description, edge, family, formula, id, inputs, parameters, scaleFree, source, unit, warmUp }: FactorDescription): string {
  const rows = Object.entries({
    formula, source, unit: `${unit}, ${scaleFree ? "the same at any level of prices and volume" : `grows with the level of ${unit}s`}`, inputs: inputs.join(", "), parameters,
    "warm-up": `${warmUp} rows without a value`, "edge case": edge, family,
  });
  return [`${id}: ${description}`, "", ...rows.map(([name, text]) => `  ${name.padEnd(10)} ${text}`)].join("\n");
}
