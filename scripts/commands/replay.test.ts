import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readRecord } from "../../lib/runs/record/record.ts";
import { repeatedWords } from "../repeatRun.ts";
import { backtestCommand } from "./backtest.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { replayCommand } from "./replay.ts";

const ROWS = 80;
const days = Array.from({ length: ROWS }, (_, t) => new Date(Date.UTC(2020, 0, 1 + t)).toISOString().slice(0, 10));
const price = (t: number) => 100 + 5 * Math.sin(t / 3) + t / 10;
const BARS = ["date,open,high,low,close,volume", ...days.map((day, t) => `${day},${price(t)},${price(t) + 2},${price(t) - 2},${price(t + 0.5)},1000`)].join("\n");
const SIGNALS = ["date,position", ...days.map((day, t) => `${day},${t % 4 < 2 ? 1 : 0}`)].join("\n");

const folder = commandFolder("replay");
const { at: file } = folder;
beforeEach(async () => {
  writeFileSync(file("bars.csv"), BARS);
  writeFileSync(file("signals.csv"), SIGNALS);
  await backtestCommand().parseAsync(["--input", file("bars.csv"), "--signals", file("signals.csv"), `--output=${file("report.json")}`], { from: "user" });
  folder.clear();
});
afterEach(() => {
  process.exitCode = undefined;
});

const replay = (...words: string[]) => replayCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(words, { from: "user" });
const printed = () => folder.printed.join("\n");

/** The other run there is; both may have begun in the same second, and then their names do not tell which came first. */
const repetitionOf = (id: string) => readdirSync(folder.runs).find((other) => other !== id)!;

describe("a backtest of the command line", () => {
  test("comes out equal to the last bit, in a folder of its own", async () => {
    const [id] = readdirSync(folder.runs);
    const report = readFileSync(file("report.json"), "utf8");
    writeFileSync(file("report.json"), "mine");
    await replay(id!.slice(0, -1));
    expect(printed()).toContain(`Run ${id} was repeated as `);
    expect(printed()).toContain("Equal to the last bit: 12 items of 4 stages.");
    expect(process.exitCode).toBeUndefined();
    const again = repetitionOf(id!);
    expect(readFileSync(path.join(folder.runs, again, "report.json"), "utf8")).toBe(report);
    expect(readFileSync(file("report.json"), "utf8")).toBe("mine");
    expect(readRecord(path.join(folder.runs, again))).toMatchObject({ repeats: id, status: "finished", command: { name: "backtest" } });
  });

  test("of bars that were changed names the row, and ends with 1", async () => {
    writeFileSync(file("bars.csv"), BARS.replace(/^(2020-02-10,.*),1000$/m, "$1,1001"));
    await replay("last");
    expect(printed()).toContain("The first difference:\n  raw data of backtest, bars.volume, row 40: expected 1000, got 1001\n");
    expect(process.exitCode).toBe(1);
  });

  test("whose repetition fails says why and what was equal until then, and ends with 1", async () => {
    const [id] = readdirSync(folder.runs);
    writeFileSync(file("signals.csv"), SIGNALS.split("\n").slice(0, 20).join("\n"));
    await replay("last");
    expect(printed()).toMatch(/The repetition did not finish: marketbook backtest: .*signals\.csv: the bar of 2020-01-20 has no position/);
    expect(process.exitCode).toBe(1);
    expect(existsSync(path.join(folder.runs, repetitionOf(id!), "report.json"))).toBe(false);
  });
});

test("an unknown run is misuse, answered with the latest", async () => {
  await expect(replay("nothing")).rejects.toMatchObject({ exitCode: 2, message: expect.stringMatching(/there is no run "nothing"\. The latest are \d{8}-/) });
});

test("what a command writes is led into the folder of the repetition, however it was written", () => {
  const words = repeatedWords({ name: "x", folder: ".", arguments: ["--output", "a.json", "--output=b.json", "--input", "c.csv"], outputs: { "--output": "report.json" } }, "/runs/1");
  expect(words).toEqual(["--output", "/runs/1/report.json", "--output=/runs/1/report.json", "--input", "c.csv"]);
  const placed = repeatedWords({ name: "run", folder: ".", arguments: ["a.ipynb", "a.ipynb", "-p", "x=1", "2"], outputs: { "#1": "a.ipynb" } }, "/runs/1");
  expect(placed).toEqual(["a.ipynb", "/runs/1/a.ipynb", "-p", "x=1", "2"]);
});
