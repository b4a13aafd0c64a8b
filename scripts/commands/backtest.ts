import { existsSync } from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { backtest, costsOf, parseSignalsCsv, positionsByDate, runBacktest, type BacktestResult, type Missing, type Rebalance } from "../../lib/backtest/index.ts";
import { readText } from "../../lib/market/files/csvFiles.ts";
import type { Bars } from "../../lib/market/index.ts";
import { randomKey } from "../../lib/random/index.ts";
import { countedReport, digestValue, recordStage } from "../../lib/runs/index.ts";
import { listedStrategy, STRATEGIES, strategyOf, wantedPosition } from "../../lib/strategies/index.ts";
import { digestOfBars } from "../backtest/digestOfBars.ts";
import { addEventOptions, eventFiles, readEvents, type EventOptions, type MarketEvents } from "../backtest/marketEvents.ts";
import { addEngineOptions, engineRules, parseAmount, type EngineOptions, type EngineRules } from "../backtest/engineOptions.ts";
import { readForecasts, type ReadForecasts } from "../backtest/forecasts.ts";
import { readAll } from "../backtest/readAll.ts";
import { runStrategy } from "../backtest/runStrategy.ts";
import { strategiesText } from "../backtest/strategiesText.ts";
import { summary } from "../backtest/summary.ts";
import { commandRun } from "../commandRun.ts";
import { interruption, stopIfInterrupted } from "../interruption.ts";
import { addMarketOptions, type MarketOptions } from "../models/market.ts";
import { names, share, whole } from "../models/numbers.ts";
import { orUsage } from "../models/orUsage.ts";
import { addSetting, type Settings } from "../models/settings.ts";
import { checkOutput, tell, writeOutput } from "../outputFile.ts";
import { checkOutputFolder, makeOutputFolder } from "../outputFolder.ts";
import { checkCodeFile, isCodeFile } from "../userFunctions.ts";

type Options = MarketOptions & EngineOptions & EventOptions & {
  readonly signals?: string; readonly strategy?: string; readonly set?: Settings; readonly outOfFold?: readonly string[]; readonly volatilityTarget?: number; readonly maxDrawdown?: number;
  readonly timeLimit: number; readonly output?: string; readonly html?: string; readonly folder?: string; readonly missing: Missing; readonly rebalance: Rebalance; readonly seed: number; readonly list?: true;
};

/** What was traded, and what tells it from another try. */
type Traded = { readonly name: string; readonly parameters: Readonly<Record<string, unknown>>; readonly result: BacktestResult };

/** What a run is told beside its bars. */
type Told = EngineRules & { readonly events: Omit<MarketEvents, "sentences"> };

export function backtestCommand(): Command {
  const command = new Command("backtest")
    .description("Trades a strategy, or the wanted positions of a CSV (date,position; -1 short to 1 long, decided at the close), from the next open of the bars on, and writes a report beside buy-and-hold. Of several assets names stand with commas between.")
    .option("--strategy <name or file>", "a strategy of --list, or a file of yours that exports one")
    .option("--set <name=value>", "a parameter of the strategy, such as --set fast=10 (repeatable)", addSetting)
    .option("--signals <signals.csv>", "in its place wanted positions: date,position")
    .option("--output <report.json>", "report: assumptions, performance, verdict, trades, equity")
    .option("--html <report.html>", "the same as one page that needs no network")
    .option("--folder <folder>", "in the place of both: a folder for report.json and report.html")
    .option("--out-of-fold <files>", "forecasts that modelSignal trades, one file of walk-forward for each asset", names)
    .option("--volatility-target <share>", "sizes positions for this volatility a year, such as 0.1", share)
    .option("--max-drawdown <share>", "makes positions smaller from half this drawdown on, and closes all there for good", share)
    .option("--time-limit <seconds>", "a strategy that finishes no bar for so long is ended", parseSeconds, 60)
    .option("--list", "print the strategies and end");
  addEngineOptions(addEventOptions(addMarketOptions(command)));
  return command
    .addOption(new Option("--missing <rule>", "what a bar without a signal means: a mistake, the position before it, or none").choices(["error", "hold", "flat"]).default("error"))
    .addOption(new Option("--rebalance <rule>", "when the units of signals are set anew").choices(["on-change", "every-bar"]).default("on-change"))
    .option("--seed <number>", "seed of the bootstrap intervals, and of strategies that draw numbers", whole(0), 1)
    .action(run);
}

async function run(options: Options, command: Command): Promise<void> {
  const { folder: outputFolder, input, list, seed, signals, strategy } = options;
  if (list) return console.log(strategiesText());
  if ((signals === undefined) === (strategy === undefined)) command.error(signals === undefined ? "error: --strategy is missing; name one of --list, a file of yours, or --signals with wanted positions" : "error: --strategy and --signals are two ways to say what is traded; give one of them");
  if (outputFolder !== undefined && (options.output ?? options.html) !== undefined) command.error("error: --folder takes the place of --output and --html; give one or the other");
  const { html, output } = outputFolder === undefined ? options : { output: path.join(outputFolder, "report.json"), html: path.join(outputFolder, "report.html") };
  if (output === undefined) command.error("error: --output is missing; name the file for the report, such as --output report.json, or a --folder");
  refuseUnused(options, command);
  const read = [input, signals, strategy, ...eventFiles(options)].filter((file) => file !== undefined);
  if (outputFolder !== undefined) checkOutputFolder(outputFolder, ["report.json", "report.html"], read);
  else {
    checkOutput(output, read);
    if (html !== undefined && path.resolve(html) === path.resolve(output)) command.error("error: --html and --output name one file; name two");
    if (html !== undefined) checkOutput(html, [...read, output], "--html");
  }
  const rules = engineRules(options);
  const signal = interruption();
  const all = await readAll(options, command);
  const { sentences, ...events } = await readEvents(options, all, command);
  const told = { ...rules, events };
  const trade = signals === undefined ? await strategyRun(options, strategy!, all, told, command, signal) : await signalsRun(options, signals, all, told, command);
  const { id, report } = await commandRun(command, { "--output": "report.json", "--html": "report.html", "--folder": "report" }, async ({ folder, id }) => {
    recordStage("backtest", "raw data", { bars: all.length === 1 ? all[0] : all, ...eventsKept(events) }, folder);
    const { name, parameters, result } = await trade(folder);
    await setImmediate(); // Ctrl-C during a long run is heard here
    stopIfInterrupted();
    recordStage("backtest", "orders", { orders: result.orders, fills: result.fills }, folder);
    const { capital, costs, fills, margin } = rules;
    const hold = runBacktest({ bars: all, capital, costs, ...events, strategy: wantedPosition({ name: "buy-and-hold", want: () => 1 }) });
    const report = countedReport({ bars: all, strategy: { name, parameters: { ...parameters, ...eventDigests(events) } }, costs: costsOf(costs), result, hold }, {
      by: "backtest", runFolder: folder, key: randomKey(seed), provenance: { seed, digest: digestOfBars(all), settings: { ...costsOf(costs), ...fills, ...margin } },
    });
    recordStage("backtest", "report", { equity: result.equity, report }, folder);
    if (outputFolder !== undefined) await makeOutputFolder(outputFolder);
    if (html !== undefined) await writeOutput(html, (await import("../../lib/show/report/reportPage.ts")).reportPage(report));
    await writeOutput(output, `${JSON.stringify(report, null, 1)}\n`);
    return { report, id };
  });
  tell(output, summary(report, html === undefined ? output : `${output}, ${html}`, id, sentences));
}

/** Events as a stage keeps them; a run without any has none. */
function eventsKept({ actions, delistings }: Told["events"]): Partial<Told["events"]> {
  return { ...(actions.length > 0 && { actions }), ...(Object.keys(delistings).length > 0 && { delistings }) };
}

/** Other events are another try. */
function eventDigests(events: Told["events"]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(eventsKept(events)).map(([name, value]) => [name, digestValue(value)]));
}

/** Options that what is traded does not have are refused, not passed over. */
function refuseUnused({ leverage, limits, maintenance, maxDrawdown, maxVolumeShare, outOfFold, set, signals, strategy, volatilityTarget }: Options, command: Command): void {
  const ofStrategy = { set, "out-of-fold": outOfFold, "volatility-target": volatilityTarget, "max-drawdown": maxDrawdown, leverage, maintenance, limits, "max-volume-share": maxVolumeShare };
  const [unused] = signals === undefined ? [] : Object.entries(ofStrategy).filter(([, value]) => value !== undefined);
  if (unused) command.error(`error: --${unused[0]} is of a --strategy; --signals are positions from -1 to 1, traded at the open`);
  if (outOfFold !== undefined && strategy !== "modelSignal") command.error("error: --out-of-fold gives forecasts to modelSignal; leave it out, or trade --strategy modelSignal");
}

async function signalsRun({ missing, rebalance }: Options, signals: string, [bars, ...others]: readonly [Bars, ...Bars[]], { capital, costs, events }: Told, command: Command): Promise<(folder: string) => Promise<Traded>> {
  if (others.length > 0) command.error(`error: --signals are positions in one asset, and there are ${1 + others.length}; give one, or a --strategy`);
  const wanted = positionsByDate(bars, parseSignalsCsv(await readText(signals, "signals"), signals), { missing, name: signals });
  return async (folder) => {
    recordStage("backtest", "predictions", { positions: wanted }, folder);
    return { name: "wanted positions", parameters: { positions: digestValue(wanted), capital, rebalance }, result: backtest(bars, wanted, { ...costs, ...events, capital, rebalance }) };
  };
}

async function strategyRun({ maxDrawdown, outOfFold, seed, set = {}, timeLimit, volatilityTarget }: Options, strategy: string, bars: readonly Bars[], { events, ...rules }: Told, command: Command, signal: AbortSignal): Promise<(folder: string) => Promise<Traded>> {
  const isFile = isCodeFile(strategy) || (existsSync(strategy) && !STRATEGIES.some(({ name }) => name === strategy));
  if (isFile) checkCodeFile(strategy);
  const read: Partial<ReadForecasts> = outOfFold === undefined ? {} : readForecasts(outOfFold, bars, command);
  const { forecasts, horizon } = read;
  const parameters = { ...(horizon !== undefined && { horizon }), ...set };
  if (!isFile) orUsage(command, () => {
    const { assets, name } = listedStrategy(strategy);
    if (assets !== "any" && bars.length !== assets) command.error(`error: ${name} trades ${assets} assets, and there ${bars.length === 1 ? "is 1" : `are ${bars.length}`}; name them with a comma between, such as --symbol SP500,NASDAQ`);
    strategyOf({ strategy, parameters }, forecasts ? { forecasts } : {});
  });
  return async (folder) => {
    if (forecasts) recordStage("backtest", "predictions", { forecasts }, folder);
    const task = { bars, rules, events, seed, strategy: isFile ? { file: strategy } : { name: strategy }, parameters, ...(forecasts && { forecasts }), ...(volatilityTarget !== undefined && { volatilityTarget }), ...(maxDrawdown !== undefined && { maxDrawdown }) };
    const { name, parameters: used, result } = await runStrategy(task, { limit: timeLimit, signal });
    const { capital, fills, margin } = rules;
    return { name, parameters: { ...used, capital, ...fills, ...margin }, result };
  };
}

function parseSeconds(text: string): number {
  const value = parseAmount(text);
  if (value === 0) throw new InvalidArgumentError("Give a number of seconds above 0.");
  return value;
}
