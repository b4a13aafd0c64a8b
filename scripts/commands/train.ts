import path from "node:path";
import { Command } from "commander";
import { forecasterOf, type ModelSpec } from "../../lib/catalogue/index.ts";
import { foretoldOf, formatEvaluationFinding, judge, type Dataset, type Judgement } from "../../lib/evaluation/index.ts";
import { formatBarTime } from "../../lib/market/index.ts";
import { randomKey, split } from "../../lib/random/index.ts";
import { cardOf, openRegistry } from "../../lib/registry/index.ts";
import { recordStage } from "../../lib/runs/index.ts";
import { checkModelFolder, saveForecaster } from "../../lib/training/index.ts";
import { commandRun, repeatLine } from "../commandRun.ts";
import { interruption } from "../interruption.ts";
import { addQueueOptions, withQueued, type QueueOptions } from "../jobs/queueOptions.ts";
import { queuedFit } from "../jobs/queuedFit.ts";
import type { About } from "../models/about.ts";
import { cardFiles } from "../models/cardFiles.ts";
import { catalogueText, descriptionText } from "../models/catalogueText.ts";
import { addDatasetOptions, checkFactors, datasetFrom, type DatasetOptions } from "../models/dataset.ts";
import { fitBeside, simplestOf, type FitBeside } from "../models/fitBeside.ts";
import { chronologicalFold } from "../models/foldOf.ts";
import { forecastRows, forecastTable } from "../models/forecastTable.ts";
import { addMarketOptions, readMarket, type MarketOptions } from "../models/market.ts";
import { share, whole } from "../models/numbers.ts";
import { orUsage } from "../models/orUsage.ts";
import { recordForetold, recordLearnt } from "../models/recordedStages.ts";
import { addSetting, startEngineFor, wholeSpec, type Settings } from "../models/settings.ts";
import { namingOutput } from "../outputFile.ts";

type Options = MarketOptions & DatasetOptions & QueueOptions & {
  readonly model?: string; readonly set?: Settings; readonly seed: number; readonly testShare: number; readonly output?: string; readonly registry?: string; readonly list?: true; readonly describe?: string; readonly json?: true;
};

export function trainCommand(): Command {
  const command = new Command("train")
    .description("Fits a model on factor columns of bars, shows how it does on the last rows beside persistence and the simplest model, and writes it into a folder that predict reads.")
    .option("--model <name>", "which model; --list shows them")
    .option("--set <name=value>", "a setting of the model, such as --set epochs=20 (repeatable)", addSetting)
    .option("--output <folder>", "where the model goes: card, scaler and files")
    .option("--registry <place>", "register it there as a candidate: a folder, or postgres://user@host/name")
    .option("--test-share <share>", "last share of the rows, which is foretold and not learnt from", share, 0.15)
    .option("--seed <number>", "the same seed gives the same model to the last bit", whole(0), 1)
    .option("--list", "print every model and end")
    .option("--describe <model>", "say what can be set of a model and end")
    .option("--json", "print the table as JSON for a program to read")
    .action(run);
  return addQueueOptions(addDatasetOptions(addMarketOptions(command)));
}

async function run(options: Options, command: Command): Promise<void> {
  const { describe, factors, json, list, model, output, registry, seed, set } = options;
  if (list || model === "list") return console.log(catalogueText());
  if (describe !== undefined) return console.log(orUsage(command, () => descriptionText(describe)));
  if (model === undefined) command.error("error: --model is missing; name one, such as --model lstm, or ask for --list");
  if (output === undefined) command.error("error: --output is missing; name the folder to write the model into");
  const spec = orUsage(command, () => wholeSpec({ model, ...(set ? { settings: set } : {}) }));
  checkModelFolder(output);
  orUsage(command, () => checkFactors(factors));
  const signal = interruption();
  await withQueued(options, command, async (queued) => {
    const bars = await readMarket(options, command);
    const dataset = datasetFrom(bars, options, command);
    orUsage(command, () => forecasterOf(spec, foretoldOf(dataset)));
    const plan = chronologicalFold(dataset, options);
    const engine = await startEngineFor([spec]);
    const { fitted, id, said, version } = await commandRun(command, { "--output": "model", "--registry": "registry" }, async ({ folder, id }) => {
      const recorded = { by: "train", folder };
      recordLearnt(recorded, bars, dataset, plan);
      const fitted = await fitBeside(dataset, plan, spec, { seed, signal, ...(queued && { fit: queuedFit(queued) }) });
      recordStage("train", "weights", fitted.weights, folder);
      recordForetold(recorded, Object.values(fitted.beside));
      const judgement = judge(fitted.fit.outOfFold, { linear: fitted.beside[simplestOf(dataset)] ?? fitted.fit.outOfFold, key: split(randomKey(seed), "card") });
      recordStage("train", "report", { judgement, models: forecastRows(fitted.beside) }, folder);
      const said = aboutOf(dataset, spec, seed, fitted, judgement);
      const card = await cardFiles({ dataset, plan, outOfFold: fitted.fit.outOfFold, judgement });
      signal.throwIfAborted();
      await namingOutput(output, () => saveForecaster(fitted.fit.fitted, output, { scaler: fitted.fit.scaler, about: said, beside: { "evaluation.json": Buffer.from(card.json), "evaluation.html": Buffer.from(card.html) } }));
      fitted.fit.fitted.dispose();
      const version = registry === undefined ? undefined : await registered(registry, output, said, fitted);
      return { fitted, id, said, version };
    }, { engine, jobs: queued?.handIn.ids });
    for (const finding of fitted.findings) console.warn(formatEvaluationFinding(finding));
    if (json) return console.log(JSON.stringify({ output, dataset: dataset.digest, rows: said.rows, models: forecastRows(fitted.beside), card: said.card, ...(version === undefined ? {} : { version }), ...(id && { run: id }) }, undefined, 2));
    const { closeTime } = fitted.fit.outOfFold;
    console.log([
      `${dataset.symbol}, ${dataset.label.name}: ${closeTime.length} rows from ${said.rows.testedFrom} to ${said.rows.testedTo}, learnt from ${said.rows.trainedFrom} to ${said.rows.trainedTo}`, "",
      ...forecastTable(fitted.beside), "",
      ...(said.card.lagTest ? [`Lag test: ${said.card.lagTest.text}`] : []),
      `Card: ${path.join(output, "evaluation.html")}`,
      `Model: ${output}, fitted in ${fitted.fit.seconds.toFixed(1)} s${version === undefined ? "" : `; version ${version} in ${registry}`}. Forecasts: npx marketbook predict ${output} --last ${options.input === undefined ? `--symbol ${dataset.symbol}` : `--input ${options.input}`}`,
      ...repeatLine(id),
    ].join("\n"));
  });
}

function aboutOf({ digest, interval, symbol, closeTime: times }: Dataset, spec: ModelSpec, seed: number, { fit: { outOfFold } }: FitBeside, judgement: Judgement): About {
  const { actual, closeTime, folds, forecast, label: form, previous } = outOfFold;
  const [first] = folds;
  const day = (row: number | undefined) => formatBarTime(times[row ?? 0]!);
  return {
    spec, seed, symbol, interval,
    label: { name: form.name, horizon: form.horizon, ...(form.kind ? { kind: form.kind } : {}), ...(form.classes ? { classes: form.classes } : {}) },
    dataset: digest,
    rows: { trainedFrom: day(first?.train[0]?.from), trainedTo: day((first?.validation.at(-1)?.to ?? 1) - 1), testedFrom: formatBarTime(closeTime[0]!), testedTo: formatBarTime(closeTime.at(-1)!) },
    card: cardOf(judgement),
    test: { closeTime: [...closeTime], forecast: [...forecast], actual: [...actual], previous: [...previous] },
  };
}

async function registered(place: string, folder: string, { card, dataset, interval, label, seed, spec, symbol }: About, { fit: { outOfFold } }: FitBeside): Promise<number> {
  const registry = await openRegistry(place);
  try {
    const { id } = await registry.register({ folder, spec, seed, symbol, interval, label: label.name, horizon: label.horizon, dataset, card, outOfFold, at: Date.now(), reason: "trained" });
    return id;
  } finally {
    await registry.close();
  }
}
