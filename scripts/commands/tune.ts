import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { Command, Option } from "commander";
import { forecasterOf, listedModel } from "../../lib/catalogue/index.ts";
import { foretoldOf, type FoldPlan } from "../../lib/evaluation/index.ts";
import { formatBarTime } from "../../lib/market/index.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { bestTrial, innerPlan, spaceWithin, trialCounts, trialTable, tunedSpec, tuneModel, type TrialRow } from "../../lib/tuning/index.ts";
import { rangesOf } from "../../lib/validation/index.ts";
import { Interrupted, interruption } from "../interruption.ts";
import { addQueueOptions, withQueued, type QueueOptions } from "../jobs/queueOptions.ts";
import { addDatasetOptions, checkFactors, datasetFrom, type DatasetOptions } from "../models/dataset.ts";
import { chronologicalFold } from "../models/foldOf.ts";
import { addMarketOptions, readMarket, type MarketOptions } from "../models/market.ts";
import { share, whole } from "../models/numbers.ts";
import { orUsage } from "../models/orUsage.ts";
import { addSetting, type Settings } from "../models/settings.ts";
import { specsOf } from "../models/specs.ts";
import { countLine } from "../progress.ts";

type Options = MarketOptions & DatasetOptions & QueueOptions & {
  readonly model?: string; readonly set?: Settings; readonly trials: number; readonly sampler: "random" | "tpe"; readonly pruner: "none" | "successiveHalving"; readonly folds: number; readonly testShare: number;
  readonly seed: number; readonly workers: number; readonly folder?: string; readonly resume?: true; readonly top: number; readonly json?: true;
};

export function tuneCommand(): Command {
  const command = new Command("tune")
    .description("Searches the settings of a model on expanding folds of the first rows; the last rows are not looked at, so that train can judge what was found. Every trial is kept and counted: a stopped search goes on with --resume.")
    .option("--model <name>", "which model; npx marketbook models catalogue lstm shows what is searched")
    .option("--set <name=value>", "a setting that keeps this value and is not searched, such as --set epochs=20 (repeatable)", addSetting)
    .option("--folder <folder>", "where the trials go")
    .option("--resume", "go on with the search of the folder")
    .option("--trials <count>", "settings to try, those of the folder included", whole(1, 100_000), 50)
    .addOption(new Option("--sampler <name>", "how settings are drawn").choices(["random", "tpe"]).default("tpe"))
    .addOption(new Option("--pruner <name>", "whether trials that begin badly are ended").choices(["none", "successiveHalving"]).default("none"))
    .option("--folds <count>", "folds that each trial is judged on", whole(1, 1000), 3)
    .option("--test-share <share>", "last share of the rows, which is not looked at", share, 0.15)
    .option("--seed <number>", "the same seed gives the same search", whole(0), 1)
    .option("--workers <count>", "processes that fit", whole(1, 1024), availableParallelism())
    .option("--top <count>", "trials to print", whole(1), 10)
    .option("--json", "print all trials as JSON for a program to read")
    .action(run);
  return addQueueOptions(addDatasetOptions(addMarketOptions(command)), "with --queue: Ctrl-C leaves the trials that are under way at work; each trial is drawn from those before it, so that the command itself has to stay");
}

async function run(options: Options, command: Command): Promise<void> {
  const { factors, folder, folds, json, lookback, model, pruner, resume = false, sampler, seed, set, top, trials, workers } = options;
  if (model === undefined) command.error("error: --model is missing; name one, such as --model lstm");
  if (folder === undefined) command.error("error: --folder is missing; name the folder for the trials, such as --folder artifacts/tuning");
  if (!resume && existsSync(path.join(folder, "search.json"))) command.error(`error: ${folder} holds a search already; go on with it by --resume, or name another folder`);
  const [spec] = specsOf([model], set, command);
  const searched = Object.fromEntries(Object.entries(listedModel(model).space).filter(([name]) => set?.[name] === undefined));
  const space = orUsage(command, () => spaceWithin(searched, lookback));
  if (Object.keys(space).length === 0) command.error(`error: ${model} has nothing to search${set ? " beside what --set says" : ""}; fit it with npx marketbook train --model ${model}`);
  orUsage(command, () => checkFactors(factors));
  const signal = interruption();
  await withQueued(options, command, async (queued) => {
    const dataset = datasetFrom(await readMarket(options, command), options, command);
    orUsage(command, () => forecasterOf(spec!, foretoldOf(dataset)));
    const plan = innerPlan(chronologicalFold(dataset, options), 0, dataset.label, { folds });
    const line = countLine("trials");
    let ended = 0;
    const search = await tuneModel({ dataset, plan, spec: spec!, space, trials, sampler, pruner, seed, folder, resume, workers, signal, ...(queued && { openJobs: (await import("../../lib/queue/handIn/queuedTrials.ts")).queuedTrials(queued.handIn, queued.device) }), onTrial: () => line.show(++ended, trials) }).catch((error: unknown) => {
      if (error instanceof Interrupted) throw new Interrupted(`finished trials are kept in ${folder}; the same command with --resume goes on`);
      throw error;
    }).finally(line.end);
    const found = tunedSpec(spec!, search);
    const counts = trialCounts(search);
    if (json) return console.log(JSON.stringify({ folder, dataset: dataset.digest, counts, best: { value: bestTrial(search).value, spec: found }, trials: search.trials }, undefined, 2));
    const flags = Object.entries(found.settings ?? {}).map(([name, value]) => `--set ${name}=${typeof value === "string" ? value : JSON.stringify(value)}`).join(" ");
    const measure = foretoldOf(dataset).task === "regression" ? "error over that of persistence, below 1 where it is beaten" : "−ln of the probability of the class that came";
    console.log([
      `${dataset.symbol}, ${dataset.label.name}, ${model}: ${counts.all} trials, ${counts.complete} complete, ${counts.pruned} pruned, ${counts.failed} failed, on ${plan.folds.length} folds to ${formatBarTime(dataset.closeTime[lastRow(plan)]!)}`, `Value: ${measure}. The best of many is good by chance; train judges it on rows that no trial has seen.`, "",
      ...tableOf(trialTable(search).slice(0, top)), "", `Trials: ${folder}. Fit the best: npx marketbook train --model ${model} ${flags} --output <folder> …`,
    ].join("\n"));
  }, { again: "the same command again and --resume", detach: "when stopped" });
}

function tableOf(rows: readonly TrialRow[]): readonly string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const text = (value: string | number | undefined) => (typeof value === "number" ? (Number.isNaN(value) ? "" : String(Number(value.toPrecision(5)))) : cut(value ?? ""));
  return alignedTable(columns, rows.map((row) => columns.map((name) => text(row[name]))));
}

/** The beginning of a long text; the file of a trial has it whole. */
function cut(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

/** Last row that trials are judged on. */
function lastRow({ folds }: FoldPlan): number {
  return Math.max(...folds.flatMap(({ test }) => rangesOf(test).map(({ to }) => to - 1)));
}
