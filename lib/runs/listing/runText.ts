import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { shownLine } from "../../market/connection/shownText.ts";
import { alignedTable } from "../alignedTable.ts";
import type { NotebookRecord, RunRecord } from "../record/record.ts";
import { cellTable } from "./cellTable.ts";
import { byText, bytesText, durationOf, parametersText, secondsText, statusText, whatText } from "./words.ts";

const WIDE = 400;

/** A file of a run's folder, or one of its folders with all that is in it. */
export type RunFile = { readonly name: string; readonly bytes: number; readonly files: number };

/** What lies in a run's folder. */
export function runFiles(runFolder: string): readonly RunFile[] {
  if (!existsSync(runFolder)) return [];
  return readdirSync(runFolder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).map((entry) => {
    const place = path.join(runFolder, entry.name);
    if (!entry.isDirectory()) return { name: entry.name, bytes: statSync(place).size, files: 1 };
    const inside = readdirSync(place, { recursive: true, encoding: "utf8" }).map((name) => statSync(path.join(place, name))).filter((stats) => stats.isFile());
    return { name: `${entry.name}/`, bytes: inside.reduce((sum, { size }) => sum + size, 0), files: inside.length };
  });
}

/** All that is known of a run, in lines: facts, notebooks, the slowest cells, the failure, the files. in: the moment now, UTC milliseconds */
export function runText(record: RunRecord, runFolder: string, now: number): readonly string[] {
  const files = runFiles(runFolder).map(({ bytes, files, name }) => `${name}${name.endsWith("/") ? ` (${files} file${files === 1 ? "" : "s"}, ${bytesText(bytes)})` : ` (${bytesText(bytes)})`}`);
  const facts = factsOf(record, now).flatMap(([name, value]) => (value ? [`${name.padEnd(10)}  ${value}`] : []));
  const failed = record.notebooks.filter(({ traceback }) => traceback !== undefined);
  return [
    ...facts, `${"files".padEnd(10)}  ${files.join(", ")}`,
    ...(record.notebooks.length > 1 ? ["", ...notebookTable(record.notebooks)] : []),
    ...record.notebooks.flatMap((one) => {
      const table = cellTable(one);
      return table.length === 0 ? [] : ["", `Cells of ${one.notebook}`, ...table];
    }),
    ...failed.flatMap(({ notebook, traceback = "" }) => ["", `Error in ${notebook}`, ...traceback.split("\n").map((line) => `  ${shownLine(line, WIDE)}`)]),
  ];
}

function factsOf(record: RunRecord, now: number): readonly (readonly [string, string | undefined])[] {
  const { code, command, data, engine, exit, kernel, limits, machine, notebooks, origin, parameters, reason, repeats, results, stages } = record;
  const [only] = notebooks.length === 1 ? notebooks : [];
  const limited = [limits?.seconds && `${secondsText(limits.seconds)}`, limits?.memoryBytes && bytesText(limits.memoryBytes), limits?.retries && `${limits.retries} retries`].filter(Boolean).join(", ");
  return [
    ["run", record.id], ["what", whatText(record)],
    ["command", command && `npx marketbook ${command.name} ${command.arguments.map(quoted).join(" ")}${command.folder === "." ? "" : ` (in ${command.folder})`}`],
    ["by", `${byText(record)}${origin?.plannedFor === undefined ? "" : `, planned for ${origin.plannedFor}`}`], ["repeats", repeats],
    ["when", `${record.started.slice(0, 19).replace("T", " ")} UTC, ${record.ended === undefined ? "for" : "took"} ${secondsText(durationOf(record, now))}`],
    ["status", statusText(record)], ["exit", exit && `${exit.reason}${exit.code === undefined ? "" : `, exit code ${exit.code}`}`], ["reason", reason && shownLine(reason, WIDE)],
    ["parameters", parametersText(parameters, WIDE)], ["limits", limited], ["retries", only?.retries?.map(({ cell, errorMessage, errorName, from }) => `cell ${cell} (${errorName}: ${shownLine(errorMessage, 80)}) from the ${from}`).join("; ")],
    ["commit", code.commit === null ? "unknown: no git here" : `${code.commit}${code.dirty ? ", with changes that were not committed" : ""}`], ["lock file", code.packageLock?.slice(0, 16)],
    ["data", `${data.digest.slice(0, 16)}, ${data.files.length} files, ${bytesText(data.files.reduce((sum, { bytes }) => sum + bytes, 0))}`],
    ["engine", engine && [engine["kind"], engine["version"]].filter(Boolean).join(", ")], ["kernel", kernel && (kernel === "warm" ? "warm, of the pool" : "new")],
    ["memory", only?.peakMemoryBytes ? `${bytesText(only.peakMemoryBytes)} at most` : undefined],
    ["machine", `${machine.processor}, ${machine.cores} cores, ${machine.memory} GiB, ${machine.system}, Node ${machine.node}`],
    ["input", only?.input], ["copy", only?.copy], ["outputs", only?.outputs?.slice(0, 16)], ["results", results?.slice(0, 16)],
    ["stages", stages && Object.entries(stages).map(([name, of]) => `${name}: ${Object.keys(of).join(", ")}`).join("; ")],
  ];
}

function notebookTable(notebooks: readonly NotebookRecord[]): readonly string[] {
  return alignedTable(["notebook", "outcome", "took", "cells", "outputs"], notebooks.map(({ cells, notebook, outcome, outputs, seconds }) => [notebook, outcome, secondsText(seconds), String(cells), outputs?.slice(0, 12) ?? "none"]));
}

/** As it would be typed. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
