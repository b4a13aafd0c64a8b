import path from "node:path";
import { Command, Option } from "commander";
import { BacktestError, costsOf, parameterSets, sweep, SWEEP_RULES, type Grid, type Sweep } from "../../lib/backtest/index.ts";
import { FactorError, parseFactorId } from "../../lib/factors/index.ts";
import type { Bars } from "../../lib/market/index.ts";
import { countTrials, recordStage, trialDataOf, trialOf, trialsOf } from "../../lib/runs/index.ts";
import type { CountedTrials } from "../../lib/statistics/index.ts";
import { addEngineOptions, engineRules, type EngineOptions } from "../backtest/engineOptions.ts";
import { commandRun, repeatLine } from "../commandRun.ts";
import { Interrupted, interruption } from "../interruption.ts";
import { addMarketOptions, readMarket, type MarketOptions } from "../models/market.ts";
import { whole } from "../models/numbers.ts";
import { orMisuse } from "../orMisuse.ts";
import { checkOutput } from "../outputFile.ts";
import { checkOutputFolder, makeOutputFolder } from "../outputFolder.ts";
import { countLine } from "../progress.ts";
import { ENDINGS, sweepNumbers, writeSweep } from "../sweep/sweepFiles.ts";
import { sweepOutcome } from "../sweep/sweepOutcome.ts";
import { sweepText } from "../sweep/sweepText.ts";
import { valuesOf } from "../sweep/values.ts";

const AXES = ["fast", "slow", "period", "deviations", "entry", "exit", "stopLoss", "takeProfit"] as const;
type Options = MarketOptions & EngineOptions & { readonly rule?: string; readonly short?: true; readonly output?: string; readonly folder?: string; readonly top: number } & { readonly [Axis in (typeof AXES)[number]]?: readonly number[] };

/** Options of the account that a sweep has not: refused with the way to go on, and not shown. */
const UNKNOWN = ["leverage", "maintenance", "maxVolumeShare"] as const;

/** What a folder of a sweep holds. */
const FILES = ENDINGS.map((ending) => `sweep${ending}`);

/** Most memory that the sets' returns may take. */
const MOST_BYTES = 4e9;

export function sweepCommand(): Command {
  const rules = Object.entries(SWEEP_RULES).map(([name, make]) => `${name} (${Object.keys(make().parameters).join(", ")})`);
  const command = new Command("sweep")
    .description(`Runs a rule with every combination of its parameters over the bars of one asset and shows the best, beside the deflated Sharpe ratio over all that were tried and the probability that the choice is overfitted. Values are first:last:step or a list with commas. Rules: ${rules.join("; ")}.`)
    .addOption(new Option("--rule <name>", "which rule").choices(Object.keys(SWEEP_RULES)))
    .option("--fast <values>", "of the crossovers: bars, or γ, of the fast line", valuesOf)
    .option("--slow <values>", "of the slow line", valuesOf)
    .option("--period <values>", "of bollingerReversion: bars of the middle band", valuesOf)
    .option("--deviations <values>", "standard deviations to the outer bands", valuesOf)
    .option("--entry <values>", "of channelBreakout: bars whose range must be left to enter", valuesOf)
    .option("--exit <values>", "bars whose range must be left to get out", valuesOf)
    .option("--stop-loss <values>", "of any rule: loss at which a position is closed, as a share such as 0.02; 0 for none", valuesOf)
    .option("--take-profit <values>", "gain at which it is closed", valuesOf)
    .option("--short", "the rule sells short where it would else be flat")
    .option("--output <file>", `where to: ${ENDINGS.join(", ")}: every number, a page, the map of the parameters`)
    .option("--folder <folder>", `in its place all of them: a folder for ${FILES.join(", ")}`)
    .option("--top <count>", "sets to print", whole(1), 10);
  addEngineOptions(addMarketOptions(command));
  for (const option of command.options) if (UNKNOWN.some((name) => name === option.attributeName())) option.hideHelp();
  return command.action(run);
}

async function run(options: Options, command: Command): Promise<void> {
  const { folder: outputFolder, input, output, rule: name, short = false, top } = options;
  if (name === undefined) command.error(`error: --rule is missing; name one of ${Object.keys(SWEEP_RULES).join(", ")}`);
  const unused = command.options.find((option) => UNKNOWN.some((name) => name === option.attributeName() && options[name] !== undefined));
  if (unused !== undefined) command.error(`error: a sweep knows no ${unused.long}; run the set you choose with npx marketbook backtest`);
  if (output !== undefined && !ENDINGS.some((ending) => path.extname(output) === ending)) command.error(`error: --output ${output} must end in ${ENDINGS.join(", ")}`);
  if (output !== undefined && outputFolder !== undefined) command.error("error: --folder takes the place of --output; give one or the other");
  const read = input === undefined ? [] : [input];
  if (output !== undefined) checkOutput(output, read);
  if (outputFolder !== undefined) checkOutputFolder(outputFolder, FILES, read);
  const rule = SWEEP_RULES[name]!({ short });
  const grid: Grid = Object.fromEntries(AXES.flatMap((axis) => (options[axis] === undefined ? [] : [[axis, options[axis]]])));
  // A grid that makes no sense, or a parameter that an indicator cannot have.
  const count = orMisuse(command, [BacktestError, FactorError], () => {
    const { sets } = parameterSets(rule, grid);
    for (const id of new Set(sets.flatMap(rule.columns))) parseFactorId(id);
    return sets.length;
  });
  const { capital, costs, fills } = engineRules(options);
  const signal = interruption();
  const bars = await readMarket(options, command);
  if (8 * count * bars.closeTime.length > MOST_BYTES) command.error(`error: the returns of ${count} sets over ${bars.closeTime.length} bars are more than ${MOST_BYTES / 1e9} GB; give fewer values or bars`);
  const line = countLine("sets");
  await commandRun(command, { "--folder": "sweep", ...(output && { "--output": `sweep${path.extname(output)}` }) }, async ({ folder, id }) => {
    recordStage("sweep", "raw data", { bars }, folder);
    const result = await sweep(bars, { rule, grid, capital, costs, fills: { ...(fills.limits && { limits: fills.limits }) }, signal, onProgress: line.show }).catch((error: unknown) => {
      throw signal.aborted ? new Interrupted() : error;
    }).finally(line.end);
    const outcome = sweepOutcome(bars, result, counted(bars, result, { short, costs: costsOf(costs), folder }), { ...costs, capital });
    recordStage("sweep", "report", sweepNumbers(outcome), folder);
    if (outputFolder !== undefined) await makeOutputFolder(outputFolder);
    const files = outputFolder === undefined ? (output === undefined ? [] : [output]) : FILES.map((file) => path.join(outputFolder, file));
    for (const file of files) await writeSweep(file, outcome);
    console.log([sweepText(outcome, top), ...(files.length === 0 ? [] : ["", `Written to ${files.join(", ")}`]), ...repeatLine(id)].join("\n"));
  });
}

/** Writes every set into the ledger of trials; the best one answers for all that were ever tried on these bars. */
function counted(bars: Bars, { returns, rule, sets }: Sweep, { costs, folder, short }: { readonly short: boolean; readonly costs: Readonly<Record<string, unknown>>; readonly folder: string }): CountedTrials {
  const data = trialDataOf(bars);
  const options = { by: "sweep", runFolder: folder };
  const equity = new Float64Array(bars.closeTime.length).fill(1);
  const trials = sets.map((set, k) => {
    for (let t = 1; t < equity.length; t++) equity[t] = equity[t - 1]! * (1 + returns![k]![t - 1]!);
    return trialOf({ strategy: rule, parameters: { ...set, sides: short ? "long-short" : "long-flat" }, costs }, equity);
  });
  countTrials(data, trials, options);
  return trialsOf(data, options);
}
