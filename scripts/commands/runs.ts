import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { Command, InvalidArgumentError, Option } from "commander";
import { durationOf } from "../../lib/alerts/duration.ts";
import { closeDeadRuns } from "../../lib/runs/record/deadRuns.ts";
import { RunError } from "../../lib/runs/error.ts";
import { projectFolder } from "../../lib/runs/folders.ts";
import { bytesText, compareRuns, comparisonText, listRuns, planRemoval, removeRuns, runFiles, runsTable, runText } from "../../lib/runs/listing/index.ts";
import { EXIT_REASONS, readRecord, type RunRecord } from "../../lib/runs/record/record.ts";
import { withExecutions } from "../../lib/runs/record/commandExecution.ts";
import { findRun } from "../../lib/runs/replay/index.ts";
import { innerCommand } from "../innerCommand.ts";
import { interruption, stopIfInterrupted } from "../interruption.ts";
import { orMisuse } from "../orMisuse.ts";

const STATUSES = ["running", "finished", "failed", "stopped", ...EXIT_REASONS.filter((reason) => !["done", "error", "stopped"].includes(reason))];
const LIMIT = 20;

export function runsCommand(): Command {
  const runs = new Command("runs").description("Lists, shows, compares and removes runs: what was executed, with what, and what came of it. An id may be cut short, and last is the latest.").enablePositionalOptions();
  innerCommand(runs, "ls", "list runs, newest first", "ls --status failed")
    .addOption(new Option("--status <status>", "those that are or ended so").choices(STATUSES))
    .option("--notebook <name>", "those of a notebook, such as 08-lstm or 08")
    .option("--since <when>", "those that began since: a date, or a time ago such as 12h or 7d", moment)
    .option("--limit <count>", "at most so many, 0 for all", count, LIMIT)
    .option("--json", "for a program to read").action(list);
  innerCommand(runs, "show", "say all that is known of a run", "show last").argument("<run>", "id, its beginning, or last").option("--json", "for a program to read").action(show);
  innerCommand(runs, "diff", "say what differs between two runs", "diff last 20261121-0210")
    .argument("<first>", "id, its beginning, or last").argument("<second>", "another one").option("--json", "for a program to read")
    .addHelpText("after", "\nExit code: 0 outputs, results and stages are the same, 1 they differ, 2 the command line is wrong.").action(diff);
  innerCommand(runs, "rm", "remove runs; what they tried stays counted", "rm --older-than 30d")
    .argument("[run...]", "ids, beginnings of them, or last")
    .option("--older-than <when>", "all that began before: a date, or a time ago such as 30d", moment)
    .option("--keep <count>", "all but so many of the newest; with --older-than, those that are also older", count)
    .option("--yes", "do not ask").action(remove);
  return runs;
}

type Listing = { readonly status?: string; readonly notebook?: string; readonly since?: number; readonly limit: number; readonly json?: true };

function list({ json, limit, notebook, since, status }: Listing): void {
  close(json);
  const filter = { ...(status !== undefined && { status }), ...(notebook !== undefined && { notebook }), ...(since !== undefined && { since }) };
  const all = listRuns(filter);
  const shown = (limit === 0 ? all : all.slice(0, limit)).map((run) => ("record" in run ? { ...run, record: sofar(run.record) } : run));
  if (json) return console.log(JSON.stringify(shown.map((run) => ("record" in run ? run.record : run)), undefined, 2));
  const nothing = Object.keys(filter).length > 0 ? "No run is of this kind; npx marketbook runs ls lists all." : "There are no runs yet; npx marketbook start or run makes one.";
  console.log(shown.length === 0 ? nothing : runsTable(shown, Date.now()).join("\n"));
  if (all.length > shown.length) console.log(`  and ${all.length - shown.length} older; --limit 0 shows all`);
}

function show(name: string, { json }: { readonly json?: true }, command: Command): void {
  close(json);
  const folder = orMisuse(command, [RunError], () => findRun(name));
  const record = sofar(readRecord(folder), folder);
  console.log(json ? JSON.stringify({ ...record, files: runFiles(folder) }, undefined, 2) : runText(record, folder, Date.now()).join("\n"));
}

function diff(first: string, second: string, { json }: { readonly json?: true }, command: Command): void {
  close(json);
  const [a, b] = orMisuse(command, [RunError], () => [findRun(first), findRun(second)] as const);
  if (a === b) command.error(`error: ${first} and ${second} are the same run, ${path.basename(a)}; name two`, { exitCode: 2 });
  const found = compareRuns(a, b);
  console.log(json ? JSON.stringify(found, undefined, 2) : comparisonText(found).join("\n"));
  if (!found.isEqual) process.exitCode = 1;
}

type Removing = { readonly olderThan?: number; readonly keep?: number; readonly yes?: true };

async function remove(names: readonly string[], { keep, olderThan, yes }: Removing, command: Command): Promise<void> {
  if (names.length === 0 && olderThan === undefined && keep === undefined) command.error("error: name the runs to remove, or say which by --older-than or --keep", { exitCode: 2 });
  close();
  const { bytes, ids, running } = orMisuse(command, [RunError], () => planRemoval({ names, ...(olderThan !== undefined && { before: olderThan }), ...(keep !== undefined && { keep }) }));
  for (const id of running) console.log(`Run ${id} is running and stays`);
  if (ids.length === 0) return console.log("There is no run to remove.");
  const counted = `${ids.length} run${ids.length === 1 ? "" : "s"}, ${bytesText(bytes)}`;
  if (!yes && !process.stdin.isTTY) command.error(`error: ${counted} would be removed (${ids.slice(0, 5).join(", ")}${ids.length > 5 ? ", …" : ""}); --yes says that they may`, { exitCode: 2 });
  if (!yes && !(await isWanted(`Remove ${counted}? ${ids.slice(0, 5).join(", ")}${ids.length > 5 ? ` and ${ids.length - 5} more` : ""} [y/N] `))) return console.log("Nothing was removed.");
  removeRuns(ids);
  console.log(`${counted} removed; what was tried in them stays counted`);
}

/** Asks on the terminal; input that ends without an answer, as by Ctrl-D, is a no. */
async function isWanted(question: string): Promise<boolean> {
  process.stderr.write(question);
  // Readline's own editor of lines would take Ctrl-C as a character: this one leaves it to be the signal that stops any command.
  const terminal = createInterface({ input: process.stdin, terminal: false });
  try {
    const said = await Promise.race([once(terminal, "line", { signal: interruption() }), once(terminal, "close")]);
    if (said.length === 0) process.stderr.write("\n");
    return /^y(es)?$/i.test(String(said[0] ?? "").trim());
  } catch (error) {
    process.stderr.write("\n");
    stopIfInterrupted();
    throw error;
  } finally {
    terminal.close();
  }
}

/** A run under way, with what it has come to. */
function sofar(record: RunRecord, folder?: string): RunRecord {
  if (record.status !== "running" || record.command === undefined) return record;
  return withExecutions(record, folder ?? findRun(record.id), path.resolve(projectFolder, record.command.folder));
}

function close(json?: true): void {
  for (const id of closeDeadRuns()) if (!json) console.log(`Run ${id} was cut off; its record says so now`);
}

function moment(text: string): number {
  const ago = durationOf(text);
  const at = ago === undefined ? Date.parse(text) : Date.now() - ago;
  if (!Number.isFinite(at)) throw new InvalidArgumentError(`Write a date such as 2026-01-31, or a time ago such as 12h or 7d.`);
  return at;
}

function count(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Write a whole number, 0 or more.");
  return Number(text);
}
