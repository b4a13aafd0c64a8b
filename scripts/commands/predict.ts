import { existsSync } from "node:fs";
import { Command } from "commander";
import { ENSEMBLE_RESTORERS } from "../../lib/ensembles/index.ts";
import { formatBarTime, type Bars } from "../../lib/market/index.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { startEngine } from "../../lib/tensorflow/index.ts";
import { loadCard, loadForecaster, type ModelCard } from "../../lib/training/index.ts";
import { stopIfInterrupted, interruption } from "../interruption.ts";
import { about } from "../models/about.ts";
import { forecastColumns, forecastsOf, type Forecasts } from "../models/forecasts.ts";
import { addMarketOptions, readMarket, type MarketOptions } from "../models/market.ts";
import { checkOutput, tell, writeOutput } from "../outputFile.ts";

type Options = MarketOptions & { readonly output?: string; readonly last?: true; readonly json?: true };

export function predictCommand(): Command {
  const command = new Command("predict")
    .description("Forecasts of a saved model for bars: its columns are computed from them, scaled as the model was fitted. Each line says when it was known and of which bar it speaks.")
    .argument("<folder>", "folder that train or saveForecaster wrote")
    .option("--output <forecasts.csv>", "where all forecasts go: date, known_at, target_at, forecast, and intervals or probabilities where the model has them")
    .option("--last", "only the forecast of the last bar")
    .option("--json", "print them as JSON for a program to read")
    .action(run);
  return addMarketOptions(command);
}

async function run(folder: string, options: Options, command: Command): Promise<void> {
  const { input, json, last, output } = options;
  if (output !== undefined) checkOutput(output, input === undefined ? [] : [input]);
  if (output === undefined && !last && !json) command.error("error: --output is missing; name the file to write, or ask for the --last forecast, or for --json");
  if (!existsSync(folder)) throw new Error(`${folder} does not exist; name a folder that npx marketbook train wrote`);
  interruption();
  const { kind } = await loadCard(folder);
  if (kind === "network") await startEngine();
  const model = await loadForecaster(folder, { restorers: ENSEMBLE_RESTORERS });
  const bars = await readMarket(options, command);
  stopIfInterrupted();
  const all = forecastsOf(model, bars, folder);
  const from = last ? all.rows.length - 1 : 0;
  const lines = linesOf(all, bars, model.card).slice(from);
  model.dispose();
  if (output !== undefined) {
    await writeOutput(output, csvOf(lines));
    tell(output, `${output}: ${lines.length} ${lines.length === 1 ? "forecast" : "forecasts"} of ${model.name} for ${bars.symbol}`);
  }
  if (json) console.log(JSON.stringify({ model: model.name, symbol: bars.symbol, horizon: model.card.horizon, forecasts: lines }, undefined, 2));
  else if (last) console.log([`${model.name}, ${bars.symbol}, ${model.card.horizon} ${model.card.horizon === 1 ? "bar" : "bars"} ahead`, "", ...alignedTable(Object.keys(lines[0]!), [Object.values(lines[0]!).map(String)])].join("\n"));
}

/** A line a forecast. `target_at` is empty where that bar is not there yet. */
function linesOf(forecasts: Forecasts, { closeTime }: Bars, { about: said, horizon }: ModelCard): readonly Readonly<Record<string, string | number>>[] {
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
