import { existsSync } from "node:fs";
import { Command } from "commander";
import { columnsOfBars, forecastColumns, forecastsOf, type Forecasts } from "../../lib/evaluation/index.ts";
import { ENSEMBLE_RESTORERS } from "../../lib/ensembles/index.ts";
import { formatBarTime } from "../../lib/market/index.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { startEngine } from "../../lib/tensorflow/index.ts";
import { loadCard, loadForecaster, type ModelCard } from "../../lib/training/index.ts";
import { stopIfInterrupted, interruption } from "../interruption.ts";
import { addQueueOptions, withQueued, type QueueOptions } from "../jobs/queueOptions.ts";
import { queuedForecasts, type Market } from "../jobs/queuedForecasts.ts";
import { about } from "../models/about.ts";
import { readColumnsFile } from "../models/columnsFile.ts";
import { addMarketOptions, readMarket, type MarketOptions } from "../models/market.ts";
import { checkOutput, tell, writeOutput } from "../outputFile.ts";

type Options = MarketOptions & QueueOptions & { readonly columns?: string; readonly output?: string; readonly last?: true; readonly json?: true };

export function predictCommand(): Command {
  const command = new Command("predict")
    .description("Forecasts of a saved model for bars: its columns are computed from them, scaled as the model was fitted. Each line says when it was known and of which bar it speaks.")
    .argument("<folder>", "folder that train or saveForecaster wrote")
    .option("--columns <columns.csv>", "instead of bars: date and the columns that the model reads, in any order, as npx marketbook factors writes them")
    .option("--output <forecasts.csv>", "where all forecasts go: date, known_at, target_at, forecast, and intervals or probabilities where the model has them")
    .option("--last", "only the forecast of the last bar")
    .option("--json", "print them as JSON for a program to read")
    .action(run);
  return addQueueOptions(addMarketOptions(command));
}

async function run(folder: string, options: Options, command: Command): Promise<void> {
  const { columns: file, input, json, last, output, symbol } = options;
  if (output !== undefined) checkOutput(output, [input, file].filter((read) => read !== undefined));
  if (output === undefined && !last && !json) command.error("error: --output is missing; name the file to write, or ask for the --last forecast, or for --json");
  if (!existsSync(folder)) throw new Error(`${folder} does not exist; name a folder that npx marketbook train wrote`);
  if (file !== undefined && input !== undefined) command.error("error: --columns stands in the place of --input; give one of them");
  const signal = interruption();
  await withQueued(options, command, async (queued) => {
    const card = await loadCard(folder);
    const market: Market = file === undefined ? { of: "bars", bars: await readMarket(options, command) } : { of: "columns", columns: readColumnsFile(file, card.columns, folder) };
    const source = market.of === "bars" ? market.bars.symbol : symbol ?? file!;
    stopIfInterrupted();
    const all = queued ? await queuedForecasts(queued, { folder, card, market, source, signal }) : await forecastsHere(folder, card, market, source);
    const { closeTime } = market.of === "bars" ? market.bars : market.columns;
    const from = last ? all.rows.length - 1 : 0;
    const lines = linesOf(all, closeTime, card).slice(from);
    if (output !== undefined) {
      await writeOutput(output, csvOf(lines));
      tell(output, `${output}: ${lines.length} ${lines.length === 1 ? "forecast" : "forecasts"} of ${card.name} for ${source}`);
    }
    if (json) console.log(JSON.stringify({ model: card.name, symbol: source, horizon: card.horizon, forecasts: lines }, undefined, 2));
    else if (last) console.log([`${card.name}, ${source}, ${card.horizon} ${card.horizon === 1 ? "bar" : "bars"} ahead`, "", ...alignedTable(Object.keys(lines[0]!), [Object.values(lines[0]!).map(String)])].join("\n"));
  });
}

/** What the model foretells, by this process. */
async function forecastsHere(folder: string, card: ModelCard, market: Market, source: string): Promise<Forecasts> {
  if (card.kind === "network") await startEngine();
  const model = await loadForecaster(folder, { restorers: ENSEMBLE_RESTORERS });
  try {
    return forecastsOf(model, market.of === "bars" ? columnsOfBars(card, market.bars, folder) : market.columns, folder, source);
  } finally {
    model.dispose();
  }
}

/** A line a forecast. `target_at` is empty where that bar is not there yet. */
function linesOf(forecasts: Forecasts, closeTime: Float64Array, { about: said, horizon }: ModelCard): readonly Readonly<Record<string, string | number>>[] {
  const columns = forecastColumns(forecasts, about.safeParse(said).data?.label.classes);
  return Array.from(forecasts.rows, (row, n) => ({
    date: formatBarTime(closeTime[row]!),
    known_at: new Date(closeTime[row]!).toISOString(),
    target_at: row + horizon < closeTime.length ? formatBarTime(closeTime[row + horizon]!) : "",
    ...Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, value(n)])),
  }));
}

function csvOf(lines: readonly Readonly<Record<string, string | number>>[]): string {
  return `${[Object.keys(lines[0]!).join(","), ...lines.map((line) => Object.values(line).join(","))].join("\n")}\n`;
}
