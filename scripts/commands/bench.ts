import { Command } from "commander";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { alignedTable } from "../../lib/runs/closingText.ts";
import { RunError } from "../../lib/runs/error.ts";
import { projectFolder, projectPath } from "../../lib/runs/folders.ts";
import { describeMachine } from "../../lib/runs/machine.ts";
import { nearest } from "../../lib/market/nearest.ts";
import { writeWhole } from "../../lib/market/writeWhole.ts";
import { SUITES } from "../bench/suites.ts";
import { timeSuite } from "../bench/timing.ts";

export function benchCommand(): Command {
  return new Command("bench")
    .description(`Times a suite against named peers, in turns within one run, and writes artifacts/bench/<suite>.json. Suites: ${Object.keys(SUITES).join(", ")}.`)
    .argument("[suite]", "the suite to time")
    .option("--turns <count>", "how often each side is timed", wholeNumber, 7)
    .action(bench);
}

async function bench(suite: string | undefined, { turns }: { turns: number }): Promise<void> {
  const names = Object.keys(SUITES);
  const load = suite === undefined ? undefined : SUITES[suite];
  if (suite === undefined || load === undefined) {
    const meant = suite === undefined ? undefined : nearest(suite, names);
    throw new RunError(`${suite === undefined ? "name a suite" : `there is no suite "${suite}"`}${meant === undefined ? "." : `; did you mean ${meant}?`} The suites are ${names.join(", ")}; for example npm run bench -- ${names[0]}`);
  }
  const rows = await timeSuite(await load(), turns, (work) => console.log(`timing ${work}`));
  const folder = path.join(projectFolder, "artifacts", "bench");
  const file = path.join(folder, `${suite}.json`);
  mkdirSync(folder, { recursive: true });
  writeWhole(file, `${JSON.stringify({ suite, machine: describeMachine(), rows }, null, 1)}\n`);
  const cells = rows.map((row) => [
    row.work, row.peer, milliseconds(row.oursSeconds), milliseconds(row.peerSeconds), `${row.ratio.toFixed(2)} ×`,
    `${row.target} ×`, `${(100 * row.spread).toFixed(0)} %`, row.ratio >= row.target ? "yes" : "no",
  ]);
  console.log(`\n${alignedTable(["work", "peer", "ours ms", "peer ms", "ratio", "target", "spread", "reached"], cells).join("\n")}\n\nWritten to ${projectPath(file)}`);
}

const milliseconds = (seconds: number): string => (1000 * seconds).toPrecision(4);

function wholeNumber(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new RunError(`--turns is a whole number of at least 1, got "${text}"`);
  return count;
}
