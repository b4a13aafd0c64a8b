import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { forecasterOf } from "../../lib/catalogue/index.ts";
import { evaluate, formatEvaluationFinding, foretoldOf, judgeAll, saveOutOfFold, type Dataset, type FoldPlan, type Judgement, type OutOfFold } from "../../lib/evaluation/index.ts";
import { formatBarTime } from "../../lib/market/index.ts";
import { makeFolder } from "../../lib/market/files/makeFolder.ts";
import { removeDrafts, writeWhole } from "../../lib/market/files/writeWhole.ts";
import { randomKey } from "../../lib/random/index.ts";
import { recordStage } from "../../lib/runs/index.ts";
import { walkForward, type Span, type WalkOptions } from "../../lib/validation/index.ts";
import { commandRun, repeatLine } from "../commandRun.ts";
import { askEngine } from "../engine.ts";
import { Interrupted, interruption } from "../interruption.ts";
import { addQueueOptions, withQueued, type QueueOptions } from "../jobs/queueOptions.ts";
import { cardFiles } from "../models/cardFiles.ts";
import { addDatasetOptions, checkFactors, datasetFrom, type DatasetOptions } from "../models/dataset.ts";
import { simplestOf } from "../models/fitBeside.ts";
import { judgementTable } from "../models/judgementTable.ts";
import { addMarketOptions, readMarket, type MarketOptions } from "../models/market.ts";
import { names, whole } from "../models/numbers.ts";
import { orUsage } from "../models/orUsage.ts";
import { recordDigestsOfWeights, recordForetold, recordLearnt } from "../models/recordedStages.ts";
import { addSetting, hasNetwork, type Settings } from "../models/settings.ts";
import { specsOf } from "../models/specs.ts";
import { stretch } from "../models/stretch.ts";
import { namingOutput } from "../outputFile.ts";
import { countLine } from "../progress.ts";

type Options = MarketOptions & DatasetOptions & QueueOptions & {
  readonly model?: readonly string[]; readonly set?: Settings; readonly train: number | Span; readonly test: number | Span; readonly expanding?: true; readonly embargo: number;
  readonly seeds: number; readonly workers: number; readonly folder?: string; readonly resume?: true; readonly json?: true;
};

export function walkForwardCommand(): Command {
  const command = new Command("walk-forward")
    .description("Refits models through time and judges what they foretell of rows they have not seen, beside persistence and the simplest model. Finished folds are kept: a stopped walk goes on with --resume.")
    .option("--model <names>", "models with commas between; npx marketbook models catalogue shows them", names)
    .option("--set <name=value>", "a setting: epochs=5 of the only model, lstm.epochs=5 of one of several (repeatable)", addSetting)
    .option("--folder <folder>", "where finished folds, forecasts and the judgement go")
    .option("--resume", "go on with the folds that the folder has")
    .option("--train <stretch>", "what each fold learns from: 3y, 18mo, or a number of rows", stretch, "3y")
    .option("--test <stretch>", "what it foretells before the next fit: 1mo, 1y, or a number of rows", stretch, "1mo")
    .option("--expanding", "learn from all rows before the test instead of the last --train")
    .option("--embargo <rows>", "rows left out behind each training part, beside those of the label", whole(0), 0)
    .option("--seeds <count>", "seeds 1 to this, each a fit of its own", whole(1, 1000), 1)
    .option("--workers <count>", "processes that fit", whole(1, 1024), availableParallelism())
    .option("--json", "print the judgement as JSON for a program to read")
    .action(run);
  return addQueueOptions(addDatasetOptions(addMarketOptions(command)));
}

async function run(options: Options, command: Command): Promise<void> {
  const { embargo, expanding = false, factors, folder, json, lookback, model, resume = false, scaler, seeds, set, test, train, validationShare, workers } = options;
  if (model === undefined) command.error("error: --model is missing; name models, such as --model linear,lstm");
  if (folder === undefined) command.error("error: --folder is missing; name the folder for the folds, such as --folder artifacts/walk");
  if (typeof train !== typeof test) command.error("error: --train and --test are both numbers of rows, or both stretches of the calendar such as 3y and 1mo");
  if (!resume && existsSync(path.join(folder, "evaluation.json"))) command.error(`error: ${folder} holds a walk already; go on with it by --resume, or name another folder`);
  const asked = specsOf(model, set, command);
  orUsage(command, () => checkFactors(factors));
  const signal = interruption();
  await withQueued(options, command, async (queued) => {
    const bars = await readMarket(options, command);
    const dataset = datasetFrom(bars, options, command);
    for (const spec of asked) orUsage(command, () => forecasterOf(spec, foretoldOf(dataset)));
    const simplest = simplestOf(dataset);
    const specs = [...asked, ...(asked.some((spec) => spec.model === simplest) ? [] : [{ model: simplest }])];
    const folds = walkForward({ from: 0, to: dataset.closeTime.length - dataset.label.horizon }, { train, test, label: dataset.label, closeTime: dataset.closeTime, expanding, embargo } satisfies WalkOptions);
    const plan: FoldPlan = { folds, lookback, scaler, validationShare };
    const engine = hasNetwork(specs) ? await askEngine() : undefined;
    const line = countLine("fits");
    const { id, judgements, outOfFolds } = await commandRun(command, { "--folder": "walk" }, async ({ folder: runFolder, id }) => {
      const recorded = { by: "walk-forward", folder: runFolder };
      recordLearnt(recorded, bars, dataset, plan);
      const outOfFolds = await evaluate(dataset, plan, specs, {
        seeds: Array.from({ length: seeds }, (_, k) => k + 1), workers, folder, resume, ...(queued && { openJobs: (await import("../../lib/queue/handIn/queuedFolds.ts")).queuedFolds(queued.handIn, queued.device) }), onFailure: "record", signal, onProgress: ({ done, total }) => line.show(done, total),
      }).catch((error: unknown) => {
        if (error instanceof Interrupted) throw new Interrupted(`finished folds are kept in ${folder}; the same command with --resume goes on`);
        throw error;
      }).finally(line.end);
      recordDigestsOfWeights(recorded, outOfFolds);
      recordForetold(recorded, outOfFolds);
      const judgements = judgeAll(outOfFolds, { linear: outOfFolds.find(({ spec }) => spec.model === simplest)!, key: randomKey(1), resamples: 200 });
      recordStage("walk-forward", "report", { judgements }, runFolder);
      await namingOutput(folder, () => keepResults(folder, dataset, plan, outOfFolds, judgements));
      return { id, judgements, outOfFolds };
    }, { engine, jobs: queued?.handIn.ids });
    for (const finding of outOfFolds.flatMap(({ failed = [] }) => failed)) console.warn(formatEvaluationFinding(finding));
    if (json) return console.log(JSON.stringify({ folder, dataset: dataset.digest, folds: folds.length, judgements, ...(id && { run: id }) }, undefined, 2));
    const [first] = judgements;
    const day = (row: number) => formatBarTime(dataset.closeTime[row]!);
    console.log([
      `${dataset.symbol}, ${dataset.label.name}: ${first?.rows} rows from ${first?.from} to ${first?.to} in ${folds.length} folds, ${seeds} ${seeds === 1 ? "seed" : "seeds"}; the first learns from ${day(folds[0]!.train.from)} to ${day(folds[0]!.train.to - 1)}`, "",
      ...judgementTable(judgements, outOfFolds), "", `Forecasts, judgement and a card a model: ${folder}`, ...repeatLine(id),
    ].join("\n"));
  }, { again: "the same command again and --resume" });
}

/** The judgement, and for each model and seed a file of forecasts, which `models register --out-of-fold` reads, and a card. */
async function keepResults(folder: string, dataset: Dataset, plan: FoldPlan, outOfFolds: readonly OutOfFold[], judgements: readonly Judgement[]): Promise<void> {
  const [forecasts, cards] = ["outOfFold", "cards"].map((name) => path.join(folder, name));
  for (const place of [forecasts!, cards!]) {
    makeFolder(place);
    removeDrafts(place);
  }
  for (const [k, outOfFold] of outOfFolds.entries()) {
    const name = `${outOfFold.spec.model}-seed${outOfFold.seed}`;
    saveOutOfFold(outOfFold, path.join(forecasts!, `${name}.oof`));
    const card = await cardFiles({ dataset, plan, outOfFold, judgement: judgements[k]! });
    writeWhole(path.join(cards!, `${name}.json`), card.json);
    writeWhole(path.join(cards!, `${name}.html`), card.html);
  }
  writeWhole(path.join(folder, "judgement.json"), `${JSON.stringify(judgements, undefined, 1)}\n`);
}
