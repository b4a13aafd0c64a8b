import { Command } from "commander";
import { closingSections, writeClosing } from "../../lib/runs/closing/closing.ts";
import { closingText } from "../../lib/runs/closing/closingText.ts";
import { closeDeadRuns } from "../../lib/runs/record/deadRuns.ts";
import { RunError } from "../../lib/runs/error.ts";
import { projectPath } from "../../lib/runs/folders.ts";
import { startRun } from "../../lib/runs/record/record.ts";
import { readResults } from "../../lib/runs/record/results.ts";
import { walk } from "../../lib/runs/walk/walk.ts";
import { planParameters, walkNotebooks } from "../../lib/runs/walk/walkPlan.ts";
import { askEngine } from "../engine.ts";
import { addEngineOption } from "../engineOption.ts";
import { interruption, Interrupted, stopIfInterrupted } from "../interruption.ts";
import { addParameterOption, parameterPairs } from "../parameters.ts";
import { progressLines } from "../progress.ts";

type Options = { parameters?: string[]; only?: string[]; book: boolean };

export function startCommand(): Command {
  return addEngineOption(addParameterOption(new Command("start")))
    .description("Runs the numbered notebooks in order into artifacts/runs/<id>/, builds the book and prints what was found.")
    .option("--only <notebook...>", "run these notebooks alone, such as --only 08-lstm")
    .option("--no-book", "leave the HTML book out")
    .action(start);
}

async function start({ parameters, only = [], book }: Options): Promise<void> {
  const given = parameterPairs(parameters);
  const notebooks = planParameters(walkNotebooks(only), given);
  const { runNotebook } = await import("../../lib/runs/notebooks/notebookRunner.ts");
  const engine = await askEngine();
  for (const id of closeDeadRuns()) console.log(`Run ${id} was cut off; its record says so now`);
  const run = startRun({ engine, parameters: Object.fromEntries(given) });
  console.log(`Run ${run.record.id} on ${engine.kind}, ${engine.version}: ${notebooks.length} notebook${notebooks.length === 1 ? "" : "s"} into ${projectPath(run.folder)}`);

  const record = await walk(run, notebooks, { execute: runNotebook, events: progressLines(), signal: interruption() });
  if (record.status === "stopped") throw new Interrupted();
  if (record.status === "failed") {
    throw new RunError(`${(record.reason ?? "a notebook failed").replace(/[.\s]+$/, "")}. The executed copy with the error in its cell is in ${projectPath(run.folder)}; open it with npm run lab`);
  }

  const sections = closingSections(readResults(run.folder));
  writeClosing(run.folder, sections);
  const built = book ? await buildBookOf(run.folder) : undefined;
  console.log(`\n${closingText(sections)}\n`);
  console.log(`Results digest ${record.results?.slice(0, 16)}: the same seed on the same machine gives the same.`);
  console.log(built === undefined ? `The executed notebooks are in ${projectPath(run.folder)}` : `The book is ${projectPath(built)}`);
}

async function buildBookOf(runFolder: string): Promise<string> {
  const { buildBook } = await import("../../lib/runs/book/book.ts");
  const { index } = await buildBook({ runFolder, signal: interruption() });
  stopIfInterrupted();
  return index;
}
