import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { backtestCommand } from "./backtest.ts";
import { commandFolder } from "./commandFolder.fixture.ts";

const ROWS = 60;
const days = Array.from({ length: ROWS }, (_, t) => new Date(Date.UTC(2020, 0, 1 + t)).toISOString().slice(0, 10));
const price = (t: number) => 100 + 5 * Math.sin(t / 3) + t / 10;
const BARS = ["date,open,high,low,close,volume", ...days.map((day, t) => `${day},${price(t)},${price(t) + 2},${price(t) - 2},${price(t + 0.5)},1000`)].join("\n");
const SIGNALS = ["date,position", ...days.map((day, t) => `${day},${t % 4 < 2 ? 1 : 0}`)].join("\n");

const folder = commandFolder("backtest");
const { at: file } = folder;
beforeEach(() => {
  writeFileSync(file("bars.csv"), BARS);
  writeFileSync(file("signals.csv"), SIGNALS);
});

const run = (...more: string[]) => backtestCommand().parseAsync(["--input", file("bars.csv"), "--signals", file("signals.csv"), "--output", file("report.json"), ...more], { from: "user" });
const printed = () => folder.printed.join("\n");

test("writes a report with assumptions, both rows, trades and equity, and prints the table", async () => {
  await run();
  const report: unknown = JSON.parse(readFileSync(file("report.json"), "utf8"));
  expect(report).toMatchObject({ symbol: "bars", bars: ROWS, from: "2020-01-01", performance: [{ name: "wanted positions", trades: 15 }, { name: "buy-and-hold", trades: 1 }] });
  expect(printed()).toMatch(/strategy\s+CAGR\s+Sharpe\s+max drawdown\s+trades/);
  expect(printed()).toContain("profit factor of buy-and-hold is N/A: 0 closed trades, 10 needed");
  expect(printed()).toContain("· What is decided at the close of a bar is traded at the open of the next one at the earliest.");
});

test("writes the same report for the same seed, byte for byte", async () => {
  await run();
  const first = readFileSync(file("report.json"), "utf8");
  await run();
  expect(readFileSync(file("report.json"), "utf8")).toBe(first);
});

test("costs reach the report", async () => {
  await run("--commission-bps", "0", "--spread-bps", "0", "--slippage-bps", "0");
  expect(JSON.parse(readFileSync(file("report.json"), "utf8"))).toMatchObject({ costs: { total: 0 } });
});

test("a bar without a signal is refused by its date and nothing is written, unless a rule for it is given", async () => {
  writeFileSync(file("signals.csv"), SIGNALS.split("\n").filter((line) => !line.startsWith("2020-01-05")).join("\n"));
  await expect(run()).rejects.toThrow(`${file("signals.csv")}: the bar of 2020-01-05 has no position; add what is missing`);
  expect(readdirSync(folder.path).sort()).toEqual(["bars.csv", "signals.csv"]);
  await run("--missing", "hold");
  expect(existsSync(file("report.json"))).toBe(true);
});

test("the files that are read cannot be overwritten", async () => {
  await expect(run("--output", file("bars.csv"))).rejects.toThrow(/--output .*bars\.csv would overwrite .*bars\.csv, which is read/);
  expect(readFileSync(file("bars.csv"), "utf8")).toBe(BARS);
});

test("a folder that is not there is named", async () => {
  await expect(run("--output", file("nowhere/report.json"))).rejects.toThrow(`the folder ${file("nowhere")} of --output ${file("nowhere/report.json")} does not exist`);
});

test("an impossible bar is refused by file and date, and nothing is written", async () => {
  writeFileSync(file("bars.csv"), BARS.replace(/^2020-01-04,([^,]+),([^,]+),([^,]+)/m, "2020-01-04,$1,$3,$2"));
  await expect(run()).rejects.toThrow(`${file("bars.csv")}, bar of 2020-01-04, column high: high below low`);
  expect(existsSync(file("report.json"))).toBe(false);
});

test("a folder takes the report and its page, and is made where there is none", async () => {
  const run = (...more: string[]) => backtestCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(["--input", file("bars.csv"), "--signals", file("signals.csv"), ...more], { from: "user" });
  await run("--folder", file("deep/report"));
  expect(readdirSync(file("deep/report")).sort()).toEqual(["report.html", "report.json"]);
  expect(printed()).toContain(`Report: ${file("deep/report/report.json")}, ${file("deep/report/report.html")}`);
  await expect(run("--folder", file("x"), "--output", file("report.json"))).rejects.toThrow("--folder takes the place of --output and --html");
  await expect(run("--folder", file("bars.csv/x"))).rejects.toThrow(/--folder .*bars\.csv\/x cannot be made: .*bars\.csv is a file; name another folder/);
  expect(existsSync(file("x"))).toBe(false);
});
