import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { saveOutOfFold } from "../../lib/evaluation/kept/outOfFoldFile.ts";
import { formatBarsCsv } from "../../lib/market/index.ts";
import { isAlive } from "../../lib/market/files/processes.ts";
import { closeDeadRuns } from "../../lib/runs/record/deadRuns.ts";
import { readRecord } from "../../lib/runs/index.ts";
import { barsOfCloses, pairOf, trendingCloses } from "../../lib/strategies/markets.fixture.ts";
import { backtestCommand } from "./backtest.ts";
import { commandFolder } from "./commandFolder.fixture.ts";

const folder = commandFolder("backtest-strategy");
const { at, printed } = folder;
const bars = barsOfCloses("A", trendingCloses(1, { count: 200 }));

beforeEach(() => writeFileSync(at("a.csv"), formatBarsCsv(bars)));

const run = (...argv: string[]) => backtestCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(["--input", at("a.csv"), "--output", at("report.json"), ...argv], { from: "user" });
const report = (): Record<string, unknown> => JSON.parse(readFileSync(at("report.json"), "utf8"));
const record = () => readRecord(path.join(folder.runs, readdirSync(folder.runs).at(-1)!));
/** What a strategy's process has written of itself; a file is there before its content is. */
async function pidOfStrategy(): Promise<number> {
  const written = (): number => (existsSync(at("pid")) ? Number(readFileSync(at("pid"), "utf8")) : 0);
  await expect.poll(written).toBeGreaterThan(0);
  return written();
}
const strategyFile = (code: string) => {
  writeFileSync(at("mine.ts"), code);
  return ["--strategy", at("mine.ts")];
};

test("a listed strategy is traded with its parameters, and the run is recorded; costs, fills and margin are among what was assumed", async () => {
  await run("--strategy", "smaCrossover", "--set", "fast=5", "--set", "slow=20", "--commission-per-share", "0.01", "--slippage", "volumeShare", "--slippage-impact", "0.2", "--borrow-bps", "50", "--financing-bps", "300", "--leverage", "2", "--maintenance", "0.3", "--max-volume-share", "0.5", "--html", at("report.html"));
  expect(report()).toMatchObject({ symbol: "a", bars: 200, name: "smaCrossover", parameters: { fast: 5, slow: 20, sides: "long-flat", leverage: 2 }, provenance: { seed: 1, settings: { borrowBps: 50 } }, performance: [{ name: "smaCrossover" }, { name: "buy-and-hold", trades: 1 }] });
  const assumed = JSON.stringify(report()["assumptions"]);
  for (const words of ["0.01 a unit", "slippage 20 % of the price times the order's share", "50 bps of their worth a year", "Cash below 0 costs 300 bps", "worth 2 times the equity", "Equity below 0.3 of", "take at most 50 %"]) expect(assumed).toContain(words);
  expect(readFileSync(at("report.html"), "utf8")).toMatch(/^<!doctype html>[^]*<title>smaCrossover on a: backtest<\/title>/);
  expect(record()).toMatchObject({ status: "finished", command: { name: "backtest" } });
  expect(printed.at(-1)).toMatch(/Run: npx marketbook replay \S+ repeats it/);
});

test("a user's function of parameters is a strategy of two assets, and its trials are told apart by them", async () => {
  const [a, b] = pairOf(1, { count: 120 });
  for (const [name, one] of [["a", a], ["b", b]] as const) writeFileSync(at(`${name}.csv`), formatBarsCsv(one));
  const half = strategyFile(`export default ({ share }: { share: number }) => ({ name: "half", parameters: { share }, start: () => (market, broker) => { if (market.of().count === 50) broker.targetShare("B", share); } });`);
  await run(...half, "--input", `${at("a.csv")},${at("b.csv")}`, "--symbol", "A,B", "--set", "share=0.5");
  expect(report()).toMatchObject({ symbol: "A, B", trades: [{ asset: "B", side: "long", entryRow: 50 }] });
});

test("a user's function of parameters may return a function that makes the strategy from bars; one that peeks is refused, and leaves a record but no report", async () => {
  const made = (row: string) => strategyFile(`export default ({ days }: { days: number }) => ([bars]) => ({ name: "made", parameters: { days }, start: () => (market, broker) => broker.targetShare("a", bars.close[market.of().count ${row}] > market.of().close(Math.min(days, market.of().count - 1)) ? 1 : 0) });`);
  await run(...made("- 1"), "--set", "days=5", "--volatility-target", "0.2");
  expect(report()).toMatchObject({ name: "made at 20 % volatility", parameters: { days: 5, volatilityTarget: 0.2 } });
  expect(JSON.stringify(report()["assumptions"])).toContain("The strategy was made anew from bars of the beginning");
  rmSync(at("report.json"));
  await expect(run(...made("+ 0"), "--set", "days=5")).rejects.toThrow(/^the strategy "made" looks ahead: at the close of 2000-/);
  expect(existsSync(at("report.json"))).toBe(false);
  expect(record()).toMatchObject({ status: "failed", reason: expect.stringContaining("looks ahead") });
  await expect(run(...strategyFile("export default () => (bars) => bars.length;"))).rejects.toThrow("mine.ts: the function of bars returned no strategy; write export default () => (bars) => ({ name");
});

test("a strategy that throws is named with its bar, and leaves a record but no report", async () => {
  const wrong = strategyFile(`export const strategy = { name: "mine", start: () => (market) => { if (market.of().count === 30) throw new Error("no idea"); } };`);
  await expect(run(...wrong)).rejects.toThrow(/^the strategy "mine" failed at a, row 29 \(2000-01-30\): no idea$/);
  expect(readdirSync(folder.path).sort()).toEqual(["a.csv", "mine.ts"]);
  expect(record()).toMatchObject({ status: "failed", reason: expect.stringContaining("no idea") });
});

test.each<[string, string, RegExp]>([
  ["a decision that is a promise", `{ name: "mine", start: () => async () => { throw new Error("later"); } }`, /^the strategy "mine" failed at a, row 0 \(2000-01-01\): it is asynchronous, and what it orders later belongs to no bar; decide without async and await$/],
  ["a start that is a promise", `{ name: "mine", start: async () => () => {} }`, /^the strategy "mine": start returned a promise; return the function \(market, broker\)/],
  ["a strategy that is a promise", `async () => ({ name: "mine", start: () => () => {} })`, /mine\.ts: default returned a promise, but a strategy is made at once; write export default/],
  ["a start that throws", `{ name: "mine", start: () => { throw new Error("no idea"); } }`, /^the strategy "mine": start failed: no idea$/],
  ["an end of its process", `{ name: "mine", start: () => () => process.exit(0) }`, /^the process of the strategy .*mine\.ts ended with exit code 0\. A strategy returns at each close and ends nothing: look for process\.exit/],
  ["no name", `{ name: " ", start: () => () => {} }`, /mine\.ts exports no strategy \(it exports default\); write export default/],
])("%s is refused by the strategy's name", async (_, code, message) => {
  await expect(run(...strategyFile(`export default ${code};`))).rejects.toThrow(message);
  expect([existsSync(at("report.json")), record().status]).toEqual([false, "failed"]);
});

test("a strategy that never returns is ended, and named with its bar", async () => {
  const endless = strategyFile(`export default { name: "mine", start: () => (market) => { while (market.of().count === 58); } };`);
  await expect(run(...endless, "--time-limit", "5")).rejects.toThrow(/mine\.ts did not return from a, row 57 \(2000-02-27\), within 5 s and was ended; look for a loop that does not end, or give it more --time-limit$/);
  expect(existsSync(at("report.json"))).toBe(false);
  expect(record().status).toBe("failed");
});

test("Ctrl-C ends a strategy's process and leaves a record that says so", async () => {
  const endless = strategyFile(`import { writeFileSync } from "node:fs";\nexport default { name: "mine", start: () => () => { writeFileSync(${JSON.stringify(at("pid"))}, String(process.pid)); for (;;); } };`);
  const child = spawn(process.execPath, ["scripts/marketbook.ts", "backtest", "--input", at("a.csv"), "--output", at("report.json"), ...endless], { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, NODE_NO_WARNINGS: "1" } });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stderr.on("data", (part: Buffer) => void (said += part.toString()));
  const pid = await pidOfStrategy();
  child.kill("SIGINT");
  expect([(await once(child, "close"))[0], said]).toEqual([130, "marketbook backtest: stopped by you, nothing half-written\n"]);
  expect(existsSync(at("report.json"))).toBe(false);
  expect(record()).toMatchObject({ status: "stopped", reason: "stopped by you, nothing half-written" });
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test("a command that is killed outright takes its strategy's process with it, and its record is ended as cut off by the next replay", async () => {
  const endless = strategyFile(`import { writeFileSync } from "node:fs";\nexport default { name: "mine", start: () => () => { writeFileSync(${JSON.stringify(at("pid"))}, String(process.pid)); for (;;); } };`);
  const child = spawn(process.execPath, ["scripts/marketbook.ts", "backtest", "--input", at("a.csv"), "--output", at("report.json"), ...endless], { stdio: "ignore" });
  const pid = await pidOfStrategy();
  child.kill("SIGKILL");
  await once(child, "close");
  await expect.poll(() => isAlive(pid)).toBe(false);
  expect([record().status, closeDeadRuns(folder.runs).length]).toEqual(["running", 1]);
  expect(record()).toMatchObject({ status: "failed", reason: "cut off: its process ended without a word" });
  expect(readdirSync(folder.path).sort()).toEqual(["a.csv", "mine.ts", "pid"]);
}, 90_000);

test("out-of-fold forecasts are traded at the closes they were made at", async () => {
  const rows = Int32Array.from({ length: 100 }, (_, k) => 50 + k);
  const column = (value: (row: number) => number) => Float64Array.from(rows, value);
  const closeTime = column((row) => bars.closeTime[row]!);
  const kept = { spec: { model: "linear" }, seed: 1, task: "regression", dataset: "0", label: { name: "nextLogReturn", horizon: 1, kind: "change" }, rows, fold: new Int32Array(100), closeTime, forecast: column((row) => (row < 100 ? 1 : -1)), actual: column(() => 0), previous: column(() => 0), folds: [] } as const;
  saveOutOfFold(kept, at("linear.oof"));
  await run("--strategy", "modelSignal", "--out-of-fold", at("linear.oof"));
  expect(report()["trades"]).toMatchObject([{ side: "long", entryRow: 51, exitRow: 101 }]);
  saveOutOfFold({ ...kept, closeTime: closeTime.map((time) => time + 1) }, at("other.oof"));
  await expect(run("--strategy", "modelSignal", "--out-of-fold", at("other.oof"))).rejects.toThrow("other.oof: none of its 100 forecasts was made at a close of a; give the bars it was made of");
});

describe("what cannot be done is refused in one sentence, and nothing is written", () => {
  test.each<[string, readonly string[], RegExp | string]>([
    ["nothing to trade", [], "--strategy is missing; name one of --list"],
    ["two things to trade", ["--strategy", "breakout", "--signals", "s.csv"], "--strategy and --signals are two ways to say what is traded"],
    ["an unknown strategy", ["--strategy", "smaCrosover"], 'there is no strategy "smaCrosover". Did you mean smaCrossover?'],
    ["an unknown parameter", ["--strategy", "smaCrossover", "--set", "fats=3"], 'smaCrossover has no parameter "fats". Did you mean fast?'],
    ["parameters that do not go together", ["--strategy", "smaCrossover", "--set", "fast=300"], "fast (300) must be shorter than slow (200)"],
    ["one asset for a pair", ["--strategy", "kalmanPair"], "kalmanPair trades 2 assets, and there is 1; name them with a comma between"],
    ["a file that is not there", ["--strategy", "nowhere.ts"], "nowhere.ts: there is no such file"],
    ["a model without forecasts", ["--strategy", "modelSignal"], "modelSignal trades out-of-fold forecasts, and none were given"],
    ["forecasts for another strategy", ["--strategy", "breakout", "--out-of-fold", "x.oof"], "--out-of-fold gives forecasts to modelSignal"],
    ["leverage of signals", ["--signals", "s.csv", "--leverage", "2"], "--leverage is of a --strategy"],
    ["no leverage at all", ["--strategy", "breakout", "--leverage", "0"], "margin: leverage must be a number above 0, got 0"],
    ["one file for both reports", ["--strategy", "breakout", "--output", "x.json", "--html", "x.json"], "--html and --output name one file"],
    ["one file for both, spelt in two ways", ["--strategy", "breakout", "--output", "x.json", "--html", "./x.json"], "--html and --output name one file"],
    ["no money", ["--strategy", "breakout", "--capital", "0"], "Give a number above 0."],
    ["a folder in the place of a strategy", ["--strategy", import.meta.dirname], "is a folder; name a file of TypeScript or JavaScript"],
    ["a name that no disk takes", ["--strategy", "breakout", "--output", `${"x".repeat(300)}.json`], "has 305 bytes and is too long; give one of at most 239"],
    ["a file in the place of a folder", ["--strategy", "breakout", "--output", `${import.meta.filename}/x.json`], /backtestStrategy\.test\.ts of --output .* is a file, not a folder; name another file/],
    ["names for other files", ["--strategy", "breakout", "--symbol", "A,B"], "--input names 1 file and --symbol 2 names"],
  ])("%s", async (_, argv, message) => {
    await expect(run(...argv)).rejects.toThrow(message);
    expect(readdirSync(folder.path)).toEqual(["a.csv"]);
    expect(existsSync(folder.runs)).toBe(false);
  });

  test("a file without a strategy", async () => {
    await expect(run(...strategyFile("export const x = 3;"))).rejects.toThrow(/mine\.ts exports no strategy \(it exports x\); write export default \{ name: "mine"/);
    expect(record().status).toBe("failed");
  });
});

test("the strategies are listed with their parameters", async () => {
  await run("--list");
  expect(printed.at(-1)).toMatch(/kalmanPair +2 +entry=2 exit=0 lookback=60/);
});
