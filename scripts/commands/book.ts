import { Command } from "commander";
import { existsSync } from "node:fs";
import path from "node:path";
import { buildBook, bookFolder } from "../../lib/runs/book/book.ts";
import { RunError } from "../../lib/runs/error.ts";
import { projectFolder, projectPath, runsFolder } from "../../lib/runs/folders.ts";
import { readRecord } from "../../lib/runs/record/record.ts";
import { runIds } from "../../lib/runs/record/runIds.ts";
import { interruption } from "../interruption.ts";

export function bookCommand(): Command {
  return new Command("book")
    .description("Builds the HTML book of a run; it opens in any browser, without a network.")
    .option("--run <id>", "folder below artifacts/runs; default: the latest finished run")
    .option("--out <folder>", `where to write the book (default: ${projectPath(bookFolder)})`)
    .action(async ({ run, out = bookFolder }: { run?: string; out?: string }) => {
      const id = run ?? latestFinishedRun();
      const runFolder = path.join(runsFolder(), id);
      if (!/^[\w-]+$/.test(id) || !existsSync(runFolder)) throw new RunError(`there is no run "${id}" in artifacts/runs; ${runNames()}`);
      const parent = path.dirname(path.resolve(out));
      if (!existsSync(parent)) throw new RunError(`the folder ${parent} of --out ${out} does not exist; create it or name another folder`);
      const { index, pages } = await buildBook({ runFolder, outFolder: path.resolve(out), signal: interruption() });
      console.log(`The book of run ${id} (${pages.length} ${pages.length === 1 ? "chapter" : "chapters"}) is ${index.startsWith(projectFolder) ? projectPath(index) : index}`);
    });
}

/** Ids begin with the time, so the last in order is the latest. A run whose record cannot be read is passed over, and that of a command: it has no notebooks. */
function latestFinishedRun(): string {
  const id = runIds().findLast((name) => isFinished(name));
  if (id === undefined) throw new RunError("there is no finished run in artifacts/runs to make a book of; run npm start first");
  return id;
}

function isFinished(id: string): boolean {
  try {
    const { command, status } = readRecord(path.join(runsFolder(), id));
    return status === "finished" && command === undefined;
  } catch (error) {
    if (error instanceof RunError) return false;
    throw error;
  }
}

function runNames(): string {
  const ids = runIds().slice(-5);
  return ids.length === 0 ? "run npm start first" : `the latest are ${ids.join(", ")}`;
}
