import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { backtest, buyAndHold } from "../../lib/backtest/index.ts";
import { randomKey } from "../../lib/random/index.ts";
import { walkBars } from "../../lib/show/bars.fixture.ts";
import { strategyReport } from "../../lib/statistics/index.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { reportCommand } from "./report.ts";

const folder = commandFolder("report");
const { at: file } = folder;
const bars = walkBars(120);
const report = JSON.stringify(strategyReport(backtest(bars, bars.close.map((_, t) => t % 2)), buyAndHold(bars), { key: randomKey(1), resamples: 20, bars }));
beforeEach(() => writeFileSync(file("report.json"), report));

const run = (...words: string[]) => reportCommand().parseAsync(words.length === 0 ? [file("report.json"), "--output", file("report.html")] : words, { from: "user" });

test("writes the page of a report and says where", async () => {
  await run();
  expect(readFileSync(file("report.html"), "utf8")).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
  expect(folder.printed.join("\n")).toContain(`Page: ${file("report.html")}`);
});

test.each([
  ["of a run that failed", JSON.stringify({ status: "failed", reason: "the disk is full" }), /report\.json: status is "failed" \(the disk is full\)/],
  ["of an unknown version", report.replace('"version":3', '"version":7'), /report\.json: version is 7, this program reads 3/],
  ["that was cut off", report.slice(0, 900), /report\.json: the file ends in the middle, after 900 letters/],
  ["with a wrong field", report.replace('"capital":100000', '"capital":null'), /report\.json: capital is wrong/],
])("a report %s is refused and no page is written", async (_, text, message) => {
  writeFileSync(file("report.json"), text);
  await expect(run()).rejects.toThrow(message);
  expect(existsSync(file("report.html"))).toBe(false);
});

test("the report cannot be overwritten by its page", async () => {
  await expect(run(file("report.json"), "--output", file("report.json"))).rejects.toThrow(/would overwrite .*report\.json, which is read/);
  expect(readFileSync(file("report.json"), "utf8")).toBe(report);
});
