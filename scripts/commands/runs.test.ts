import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { python } from "../../environment/jupyter/testing/session.ts";
import { variables } from "../../environment/variables.mjs";
import { projectFolder } from "../../lib/runs/folders.ts";
import { plantRun } from "../../lib/runs/listing/runs.fixture.ts";
import { hostDigest } from "../../lib/runs/record/record.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { runsCommand } from "./runs.ts";

const folder = commandFolder("runs");
const [MAY, JUNE] = ["20260501-080000-aaaaaa", "20260601-080000-bbbbbb"];

/** Runs the command, and gives what it printed, or why it refused. */
async function runs(...words: readonly string[]): Promise<readonly string[]> {
  folder.clear();
  const program = new Command("marketbook").exitOverride().enablePositionalOptions();
  program.addCommand(runsCommand());
  await program.parseAsync(["runs", ...words], { from: "user" });
  return folder.printed.join("\n").split("\n");
}

const refused = (...words: readonly string[]) => runs(...words).then(() => "not refused", (error: unknown) => (error instanceof Error ? error.message : String(error)));

/** Presses keys when the command asks on a terminal, and gives its exit code and all that the terminal showed. */
async function answered(keys: string): Promise<readonly [code: unknown, shown: string]> {
  const terminal = path.join(projectFolder, "environment/jupyter/testing/terminal.py");
  const child = spawn(python, [terminal, "[y/N] ", keys, process.execPath, path.join(projectFolder, "scripts/marketbook.ts"), "runs", "rm", MAY], { env: variables(), stdio: ["ignore", "pipe", "inherit"] });
  const [shown, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
  return [code, shown];
}

describe("npx marketbook runs", () => {
  it("says that there are none, or none of a kind", async () => {
    expect(await runs("ls")).toEqual(["There are no runs yet; npx marketbook start or run makes one."]);
    expect(await runs("ls", "--status", "failed")).toEqual(["No run is of this kind; npx marketbook runs ls lists all."]);
  });

  it("lists so many, says how many more there are, and gives them to programs", async () => {
    for (const id of [MAY, JUNE]) plantRun(folder.runs, id);
    const lines = await runs("ls", "--limit", "1");
    expect(lines).toHaveLength(4);
    expect(lines.slice(2)).toEqual([expect.stringContaining(JUNE), "  and 1 older; --limit 0 shows all"]);
    const listed: unknown = JSON.parse((await runs("ls", "--json")).join("\n"));
    expect(listed).toMatchObject([{ id: JUNE, status: "finished" }, { id: MAY }]);
    expect(await runs("ls", "--since", "2026-05-15")).toHaveLength(3);
  });

  it("shows a run by the beginning of its id, for people and for programs", async () => {
    for (const id of [MAY, JUNE]) plantRun(folder.runs, id);
    expect((await runs("show", "202605"))[0]).toBe(`run         ${MAY}`);
    expect(JSON.parse((await runs("show", "last", "--json")).join("\n"))).toMatchObject({ id: JUNE, files: [{ name: "run.json" }] });
    expect(await refused("show", "2026")).toMatch(/several runs begin with "2026"/);
    expect(await refused("show", "20260501-080000-aaaaab")).toMatch(`did you mean ${MAY}?`);
  });

  it("closes what was cut off before it speaks of it", async () => {
    plantRun(folder.runs, MAY, { status: "running", process: { pid: 2 ** 22 + 1, host: hostDigest() } });
    const lines = await runs("ls");
    expect(lines[0]).toBe(`Run ${MAY} was cut off; its record says so now`);
    expect(lines.at(-1)).toContain("failed, cut-off");
  });

  it("compares two runs, and fails where they came out differently", async () => {
    for (const [id, rmse] of [[MAY, 1], [JUNE, 2]] as const) plantRun(folder.runs, id, {}, { "08-lstm": { rmse } });
    try {
      expect(await runs("diff", "202605", "last")).toContain("  08-lstm.rmse      1       2       1.000");
      expect(process.exitCode).toBe(1);
    } finally {
      process.exitCode = 0;
    }
    expect(await refused("diff", "last", JUNE)).toMatch(`last and ${JUNE} are the same run`);
  });

  it("removes nothing that nobody has agreed to", async () => {
    process.stdin.isTTY = false;
    for (const id of [MAY, JUNE]) plantRun(folder.runs, id);
    expect(await refused("rm")).toMatch(/name the runs to remove, or say which/);
    expect(await refused("rm", MAY)).toMatch(/^error: 1 run, \d+ kB would be removed \(20260501-080000-aaaaaa\); --yes says that they may$/);
    expect(await runs("ls")).toHaveLength(4);
    expect((await runs("rm", MAY, "--yes"))[0]).toMatch(/^1 run, \d+ kB removed; what was tried in them stays counted$/);
    expect(await runs("ls")).toHaveLength(3);
    expect(await runs("rm", "--keep", "1")).toEqual(["There is no run to remove."]);
    writeFileSync(path.join(folder.runs, JUNE, "run.json"), "{");
    await runs("rm", JUNE, "--yes");
    expect(await runs("ls")).toHaveLength(1);
  });

  it.skipIf(process.platform === "win32")("asks on a terminal what it may remove: Ctrl-C stops it, all but yes is a no", { timeout: 300_000 }, async () => {
    plantRun(folder.runs, MAY);
    expect(await answered("\u0003")).toEqual([130, expect.stringMatching(/^Remove 1 run, \d+ kB\? 20260501-080000-aaaaaa \[y\/N\] \^C\r\nmarketbook runs rm: stopped by you, nothing half-written\r\n$/)]);
    for (const keys of ["\r", "\u0004", "n\r"]) expect(await answered(keys)).toEqual([0, expect.stringMatching(/\r\nNothing was removed\.\r\n$/)]);
    expect(await runs("ls")).toHaveLength(3);
    expect(await answered("Yes\r")).toEqual([0, expect.stringMatching(/\r\n1 run, \d+ kB removed; what was tried in them stays counted\r\n$/)]);
    expect(await runs("ls")).toEqual(["There are no runs yet; npx marketbook start or run makes one."]);
  });

  it("refuses times, counts and words that are none", async () => {
    expect(await refused("ls", "--since", "soon")).toMatch(/Write a date such as 2026-01-31, or a time ago/);
    expect(await refused("ls", "--limit", "few")).toMatch(/Write a whole number/);
    expect(await refused("rm", "--older-than", "old")).toMatch(/Write a date/);
    expect(await refused("ls", "--status", "good")).toMatch(/Allowed choices are running, finished/);
  });
});
