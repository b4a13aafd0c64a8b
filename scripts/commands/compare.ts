import { existsSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { Command, Option } from "commander";
import { FAMILIES, listedModel } from "../../lib/catalogue/index.ts";
import { compareModels, shortTable, type ModelComparison, type OutOfFold } from "../../lib/evaluation/index.ts";
import { loadBars } from "../../lib/market/index.ts";
import { checkFolder, makeFolder } from "../../lib/market/files/makeFolder.ts";
import { writeWhole } from "../../lib/market/files/writeWhole.ts";
import { randomKey } from "../../lib/random/index.ts";
import { comparisonFolder } from "../../lib/runs/book/comparisonFile.ts";
import { alignedTable, describeMachine, projectFolder, projectPath } from "../../lib/runs/index.ts";
import { describeCode } from "../../lib/runs/record/machine.ts";
import type { Span } from "../../lib/validation/index.ts";
import { captionOf } from "../compare/caption.ts";
import { fittedBy, noteCode } from "../compare/fittedBy.ts";
import { fitParts } from "../compare/fitParts.ts";
import { betweenMarks, markdownTable } from "../compare/markdown.ts";
import { COMPARED_FACTORS, fitsOf, partsOf, type Part } from "../compare/parts.ts";
import { keptTimes, measureTimes, withTimes } from "../compare/times.ts";
import { watchMemory } from "../compare/treeMemory.ts";
import { sectionsOf, writeComparison } from "../compare/writeComparison.ts";
import { interruption } from "../interruption.ts";
import { checkFactors } from "../models/dataset.ts";
import { names, whole } from "../models/numbers.ts";
import { orUsage } from "../models/orUsage.ts";
import { stretch } from "../models/stretch.ts";

type Options = {
  readonly symbol: string; readonly models?: readonly string[]; readonly family?: string; readonly factors?: readonly string[]; readonly train: number | Span; readonly test: number | Span;
  readonly lookback: number; readonly seeds: number; readonly workers: number; readonly resume: boolean; readonly times?: true; readonly output?: string; readonly folds: string;
};

const KEPT = path.join(projectFolder, "artifacts", "compare");
const STANDARD = "SP500";

export function compareCommand(): Command {
  return new Command("compare")
    .description("Fits every model of the catalogue through time on the embedded bars, with several seeds, and writes what each is worth beside persistence and buy-and-hold into artifacts/comparison, the README and the book. A stopped comparison goes on where it was.")
    .option("--symbol <name>", "embedded bars", STANDARD)
    .option("--models <names>", "some models alone, with commas between", names)
    .addOption(new Option("--family <name>", "the models of one family alone").choices(FAMILIES))
    .option("--factors <ids>", "columns that all models read (default: twelve that keep their size when prices grow)", names)
    .option("--train <stretch>", "what each fold learns from: 3y, or a number of rows", stretch, "3y")
    .option("--test <stretch>", "what it foretells before the next fit; 1mo refits monthly and takes twenty times as long", stretch, "2y")
    .option("--lookback <bars>", "steps of a window", whole(1, 100_000), 30)
    .option("--seeds <count>", "seeds 1 to this, for the models that a seed changes", whole(1, 1000), 5)
    .option("--workers <count>", "processes that fit", whole(1, 1024), availableParallelism())
    .option("--no-resume", "fit folds again that are there already")
    .option("--times", "then fit one fold of each model alone, for times that no other work disturbs")
    .option("--output <folder>", "where the tables go (default: artifacts/comparison, and the README, where all models are compared on the S&P 500)")
    .addOption(new Option("--folds <folder>", "where finished folds are kept").default(KEPT, projectPath(KEPT)))
    .action(run);
}

async function run(options: Options, command: Command): Promise<void> {
  const { factors, family, folds: kept, lookback, models, resume, seeds, symbol, test, times = false, train, workers } = options;
  if (typeof train !== typeof test) command.error("error: --train and --test are both numbers of rows, or both stretches of the calendar such as 3y and 2y");
  orUsage(command, () => (models?.forEach(listedModel), checkFactors(factors)));
  if (options.output !== undefined) checkFolder(options.output);
  const signal = interruption();
  const bars = await loadBars({ source: "embedded", symbol });
  const chosen = (model: { readonly name: string; readonly family: string }) => (models === undefined || models.includes(model.name)) && (family === undefined || model.family === family);
  const parts = partsOf({ bars, chosen, kept, lookback, test, train, ...(factors ? { factors } : {}) });
  if (parts.length === 0) command.error("error: --models and --family leave no model");
  if (!resume) for (const { folder } of parts) rmSync(folder, { recursive: true, force: true });
  const code = describeCode();
  for (const part of parts) {
    makeFolder(part.folder);
    if (fitsOf([part], seeds).some(({ file }) => !existsSync(file))) noteCode(part, code);
  }
  const isWhole = models === undefined && family === undefined && factors === undefined && symbol === STANDARD;
  const output = options.output ?? (isWhole ? comparisonFolder : undefined);
  const memory = watchMemory();
  const told = (outOfFolds: readonly (readonly OutOfFold[])[], seed: number) => {
    const bytes = memory.most();
    const facts = { symbol, train, test, lookback, factors: factors ?? COMPARED_FACTORS, seeds: seed, settings: "defaults of the catalogue", made: new Date().toISOString(), code, machine: describeMachine(), peakBytes: bytes ?? null, parts: parts.map(({ dataset, folder, plan, task }) => ({ task, dataset: dataset.digest, fittedBy: fittedBy({ folder }), folds: plan.folds, scaler: plan.scaler, validationShare: plan.validationShare })) };
    const comparisons = outOfFolds.map((own, k) => withTimes(compareModels(own, { bars, key: randomKey(1) }), keptTimes(parts[k]!)));
    tell(comparisons, parts, { facts, isLast: seed === seeds, output, readme: options.output === undefined && isWhole, seed, test, train });
    return bytes;
  };
  let last: (readonly OutOfFold[])[] = [];
  await fitParts(parts, { seeds, signal, workers, say: (line) => console.log(line), onSeed: (outOfFolds, seed) => {
    last = [...outOfFolds];
    if (seed < seeds && output !== undefined) told(outOfFolds, seed);
  } });
  if (times) for (const part of parts) await measureTimes(part, signal);
  const bytes = told(last, seeds);
  memory.stop();
  console.log([
    ...(output === undefined ? ["Part of the catalogue, or other bars: nothing was written; --output <folder> writes it."] : [`Tables and figure: ${projectPath(path.resolve(output))}`]),
    ...(bytes === undefined ? [] : [`All processes together held at most ${(bytes / 2 ** 30).toFixed(2)} GiB.`]),
  ].join("\n"));
}

type Telling = { readonly facts: Readonly<Record<string, unknown>>; readonly isLast: boolean; readonly output: string | undefined; readonly readme: boolean; readonly seed: number; readonly test: number | Span; readonly train: number | Span };

/** Writes the tables where they go; those of the last seed are printed too. */
function tell(comparisons: readonly ModelComparison[], parts: readonly Part[], { facts, isLast, output, readme, seed, test, train }: Telling): void {
  const captions = comparisons.map((comparison, k) => captionOf(comparison, parts[k]!, { seeds: seed, test, train, times: keptTimes(parts[k]!) }));
  const sections = sectionsOf(comparisons, captions);
  if (isLast) for (const { caption, columns, rows, title, words } of sections) console.log(["", title, "", ...alignedTable(columns, rows), "", ...words, caption, ""].join("\n"));
  if (output === undefined) return;
  writeComparison(output, comparisons, sections, facts);
  if (!readme) return;
  const file = path.join(projectFolder, "README.md");
  const { columns, rows } = shortTable(comparisons[0]!);
  const lines = [...markdownTable(columns, rows), "", `${sections[0]!.words[0]!} ${sections[0]!.caption} [All models](artifacts/comparison/comparison.md).`];
  writeWhole(file, betweenMarks(readFileSync(file, "utf8"), lines, "README.md"));
}
