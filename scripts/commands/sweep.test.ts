import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { backtest, buyAndHold, smaCrossover } from "../../lib/backtest/index.ts";
import { computeFactors } from "../../lib/factors/index.ts";
import { formatBarsCsv, loadBars, sliceBars, type Bars } from "../../lib/market/index.ts";
import { performance } from "../../lib/statistics/index.ts";
import { readRecord } from "../../lib/runs/record/record.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { sweepCommand } from "./sweep.ts";

const folder = commandFolder("sweep");
const { at, printed } = folder;

let bars: Bars;
beforeEach(async () => {
  bars = sliceBars(await loadBars({ from: "2014-01-01", to: "2018-12-31" }), 0, 900);
  writeFileSync(at("bars.csv"), formatBarsCsv(bars));
});

let refusal = "";
const run = (...argv: string[]) => sweepCommand().exitOverride().configureOutput({ outputError: (text) => (refusal = text) }).parseAsync(["--input", at("bars.csv"), "--symbol", "SP500", ...argv], { from: "user" });
const CROSSOVER = ["--rule", "smaCrossover", "--fast", "5:15:5", "--slow", "20,40"] as const;

test("shows the best sets beside what choosing them leaves, and writes every one", async () => {
  await run(...CROSSOVER, "--output", at("sweep.json"), "--top", "3");
  const text = printed.join("\n");
  expect(text).toMatch(/^SP500, smaCrossover, 900 bars from 2014-01-02 to 2017-\d\d-\d\d: 6 sets, after costs/);
  expect(text).toMatch(/fast +slow +return +CAGR +Sharpe .* deflated Sharpe +PBO/);
  expect(text).toContain("It is one of 6 trials");
  expect(text).toContain("Assumed:");
  const hold = performance("buy-and-hold", buyAndHold(bars));
  expect(text).toMatch(new RegExp(`^ *buy-and-hold +${(100 * hold.totalReturn).toFixed(1)} %`, "m"));
  const written = JSON.parse(readFileSync(at("sweep.json"), "utf8"));
  expect(written).toMatchObject({ symbol: "SP500", bars: 900, rule: "smaCrossover", trials: 6, grid: { fast: [5, 10, 15], slow: [20, 40] }, best: { countedTrials: { count: 6 }, deflatedSharpe: expect.any(Number), pbo: expect.any(Number) } });
  const columns = computeFactors(bars, ["sma_5", "sma_40"]).values;
  const wanted = new Float64Array(900);
  smaCrossover().want([columns["sma_5"]!, columns["sma_40"]!], bars, {}, wanted);
  const row = performance("event", backtest(bars, wanted));
  expect(written.buyAndHold).toEqual(hold);
  expect(written.sets[1]).toMatchObject({ fast: 5, slow: 40, trades: row.trades, totalReturn: expect.closeTo(row.totalReturn, 9), costs: expect.closeTo(row.costs, 6) });
});

test("every set is counted in the ledger, once however often it is tried, and the best answers for all", async () => {
  await run(...CROSSOVER);
  await run(...CROSSOVER);
  expect(printed.at(-1)).toContain("It is one of 6 trials");
  await run("--rule", "bollingerReversion", "--period", "10,20", "--deviations", "1,2");
  expect(printed.at(-1)).toContain("It is one of 10 trials");
  const [ledger] = readdirSync(path.join(folder.runs, "..", "trials"));
  expect(ledger).toBe("1d.jsonl");
});

test("stop loss and take profit are axes of any rule", async () => {
  await run("--rule", "channelBreakout", "--entry", "20", "--exit", "10", "--stop-loss", "0,0.02", "--take-profit", "0:0.1:0.05", "--output", at("sweep.json"));
  const { sets, trials } = JSON.parse(readFileSync(at("sweep.json"), "utf8"));
  expect(trials).toBe(6);
  expect(sets.map(({ stopLoss, takeProfit }: { stopLoss: number; takeProfit: number }) => [stopLoss, takeProfit])).toEqual([[0, 0], [0, 0.05], [0, 0.1], [0.02, 0], [0.02, 0.05], [0.02, 0.1]]);
  expect(printed.join("\n")).toContain("Stop loss and take profit stand at a share of the price");
});

test("the map of the parameters is a picture, or a page that needs nothing from outside", async () => {
  await run(...CROSSOVER, "--output", at("map.png"));
  await run(...CROSSOVER, "--output", at("sweep.html"));
  expect(readFileSync(at("map.png")).subarray(1, 4).toString()).toBe("PNG");
  const page = readFileSync(at("sweep.html"), "utf8");
  expect(page).toContain("<h1>smaCrossover <span>on SP500</span></h1>");
  expect(page).toContain("buy-and-hold");
  expect(page).toContain("src=\"data:image/png;base64,");
  expect(page).not.toMatch(/https?:/);
});

test("its run keeps the bars and the numbers of every set, so that it can be replayed", async () => {
  await run(...CROSSOVER);
  const [id] = readdirSync(folder.runs);
  expect(printed.at(-1)).toContain(`Run: npx marketbook replay ${id} repeats it`);
  const { stages, status } = readRecord(path.join(folder.runs, id!));
  expect([status, Object.keys(stages!["sweep"]!)]).toEqual(["finished", ["raw data", "report"]]);
});

test("a folder takes every form of it", async () => {
  await run(...CROSSOVER, "--folder", at("all"));
  expect(readdirSync(at("all")).sort()).toEqual(["sweep.html", "sweep.json", "sweep.png"]);
  await expect(run(...CROSSOVER, "--folder", at("all"), "--output", at("sweep.json"))).rejects.toThrow("--folder takes the place of --output");
});

test("costs and short selling reach the sets, and are told in the assumptions", async () => {
  await run(...CROSSOVER, "--short", "--commission-bps", "0", "--spread-bps", "0", "--slippage-bps", "0", "--output", at("sweep.json"));
  const { sets } = JSON.parse(readFileSync(at("sweep.json"), "utf8"));
  expect(sets[0]).toMatchObject({ costs: 0 });
  expect(sets[0].exposure).toBeGreaterThan(0.9);
});

describe("a wrong command line is refused before anything is read or written:", () => {
  test.each<readonly [readonly string[], string]>([
    [["--fast", "5"], "error: --rule is missing; name one of smaCrossover, laguerreCrossover, bollingerReversion, channelBreakout"],
    [["--rule", "sma"], "Allowed choices are smaCrossover, laguerreCrossover, bollingerReversion, channelBreakout."],
    [["--rule", "smaCrossover", "--fast", "5"], "error: sweep of smaCrossover: slow (bars of the slow average) has no values; give at least one"],
    [["--rule", "smaCrossover", "--fast", "5", "--slow", "20", "--period", "3"], 'there is no parameter "period"; there are fast, slow, stopLoss, takeProfit'],
    [["--rule", "smaCrossover", "--fast", "5:50", "--slow", "20"], "Give first:last:step, such as 5:50:5, or values with commas between."],
    [["--rule", "smaCrossover", "--fast", "5:50:0", "--slow", "20"], "Give first:last:step"],
    [["--rule", "smaCrossover", "--fast", "a", "--slow", "20"], '"a" is no number'],
    [["--rule", "smaCrossover", "--fast", "1:100000:1", "--slow", "20"], "These are 100000 values; give at most 10000."],
    [["--rule", "smaCrossover", "--fast", "2.5", "--slow", "20"], '"sma_2.5": period must be a whole number from 2 to 1000, got "2.5".'],
    [["--rule", "smaCrossover", "--fast", "50", "--slow", "20"], "the only set makes no sense: fast (50) must be shorter than slow (20); give other values"],
    [["--rule", "smaCrossover", "--fast", "50,60", "--slow", "20"], "none of the 2 sets makes sense, the first because fast (50) must be shorter than slow (20)"],
    [[...CROSSOVER, "--stop-loss", "2"], "stopLoss must be a share from 0, which is none, below 1, got 2"],
    [[...CROSSOVER, "--leverage", "2"], "error: a sweep knows no --leverage; run the set you choose with npx marketbook backtest"],
    [[...CROSSOVER, "--output", "sweep.txt"], "error: --output sweep.txt must end in .json, .html, .png"],
  ])("%j", async (argv, message) => {
    await expect(run(...argv)).rejects.toThrow();
    expect(refusal).toContain(message);
    expect(existsSync(folder.runs)).toBe(false);
  });

  test("an output in a folder that is not there", async () => {
    await expect(run(...CROSSOVER, "--output", at("none/sweep.json"))).rejects.toThrow("does not exist; create it or name another file");
  });
});
