import { Command, InvalidArgumentError } from "commander";
import { mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { alignedTable } from "../../lib/runs/alignedTable.ts";
import { RunError } from "../../lib/runs/error.ts";
import { projectFolder, projectPath } from "../../lib/runs/folders.ts";
import { describeCode, describeMachine } from "../../lib/runs/record/machine.ts";
import { nearest } from "../../lib/market/nearest.ts";
import { rowName, selectRows } from "../bench/selectRows.ts";
import { SUITES } from "../bench/suites.ts";
import { timeSuite, type BenchRow, type FailedRow, type Suite } from "../bench/timing.ts";
import { writeOutput } from "../outputFile.ts";

/** Load a core from which a machine is not quiet. */
const BUSY = 0.5;

/** Suites whose size can be chosen. */
const TAKES_BARS = ["factors", "store", "files"];

type Options = { readonly turns: number; readonly only?: string; readonly bars?: number };

export function benchCommand(): Command {
  return new Command("bench")
    .description(`Times a suite against named peers, in turns within one run, and writes artifacts/bench/<suite>.json. Suites: ${Object.keys(SUITES).join(", ")}.`)
    .argument("[suite]", "the suite to time")
    .option("--turns <count>", "how often each side is timed", wholeNumber, 7)
    .option("--bars <count>", "bars of the suites factors and files, or of a symbol of the suite store, for a quick look", wholeNumber)
    .option("--only <text>", "only the rows whose work and peer hold these words")
    .action(bench);
}

async function bench(name: string | undefined, { bars, only, turns }: Options): Promise<void> {
  if (bars !== undefined && !TAKES_BARS.includes(name ?? "")) throw new RunError(`--bars is for the suites ${TAKES_BARS.join(" and ")}, as in npm run bench -- factors --bars 20000`);
  const suite = selectRows(await suiteOf(name, bars), only);
  const [load = 0] = os.loadavg();
  if (load > BUSY * os.availableParallelism()) console.log(`Other programs are at work (load ${load.toFixed(1)} on ${os.availableParallelism()} cores): the ratios will not hold, PyTorch's least of all.`);
  const folder = path.join(projectFolder, "artifacts", "bench");
  mkdirSync(folder, { recursive: true });
  const rows = await timeSuite(suite, turns, {
    onStart: (row, position, count) => console.log(`[${String(position + 1).padStart(String(count).length)}/${count}] ${rowName(row)}`),
    onEnd: (row) => console.log(`      ${"error" in row ? `failed: ${row.error}` : `${row.ratio.toFixed(2)} × in ${row.turns} turns`}`),
  });
  // A part of a suite does not take the place of the whole.
  const file = path.join(folder, only === undefined && bars === undefined ? `${name}.json` : `${name}-only.json`);
  const { commit, dirty } = describeCode();
  const table = alignedTable(["work", "peer", "unit", "ours", "peer's", "ratio", "target", "spread", "reached"], rows.map(cells));
  const failed = rows.filter((row) => "error" in row).length;
  console.log(`\n${table.join("\n")}\n`); // before the file: what was measured is not lost with a full disk
  await writeOutput(file, `${JSON.stringify({ suite: name, commit, dirty, machine: { ...describeMachine(), load }, rows }, null, 1)}\n`);
  console.log(`Written to ${projectPath(file)}`);
  if (failed > 0) throw new RunError(`${failed} of ${rows.length} rows could not be measured; the reasons stand above`);
}

async function suiteOf(name: string | undefined, bars: number | undefined): Promise<Suite> {
  const names = Object.keys(SUITES);
  const load = name === undefined ? undefined : SUITES[name];
  if (load !== undefined) return load(bars);
  const meant = name === undefined ? undefined : nearest(name, names);
  throw new RunError(`${name === undefined ? "name a suite" : `there is no suite "${name}"`}${meant === undefined ? "." : `; did you mean ${meant}?`} The suites are ${names.join(", ")}; for example npm run bench -- ${names[0]}`);
}

function cells(row: BenchRow | FailedRow): string[] {
  if ("error" in row) return [row.work, row.peer, "", "N/A", "N/A", "N/A", "N/A", "N/A", "failed"];
  const { peer, ratio, spread, target, work } = row;
  const { name, ours, scale, theirs } = shown(row);
  return [
    work, peer, name, (scale * ours).toPrecision(4), (scale * theirs).toPrecision(4), `${ratio.toFixed(2)} ×`,
    target === null ? "N/A" : `${Number(target.toFixed(2))} ×`, `${(100 * spread).toFixed(0)} %`, target === null ? "" : ratio >= target ? "yes" : "no",
  ];
}

/** What the table shows of a row's measurements, and in which unit. */
function shown({ each, ours, theirs, unit }: BenchRow): { ours: number; theirs: number; scale: number; name: string } {
  if (each !== undefined) return { ours: each.ours, theirs: each.theirs, scale: 1e9, name: `ns per ${each.name}` };
  return { ours, theirs, ...(unit === "seconds" ? { scale: 1e3, name: "ms" } : { scale: 1e-6, name: "MB" }) };
}

function wholeNumber(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("Give a whole number from 1.");
  return count;
}
