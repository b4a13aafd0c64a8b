import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { columnsOf, computeFactors, formatColumnsCsv } from "../../lib/factors/index.ts";
import { formatBarsCsv, loadBars, sliceBars, type Bars } from "../../lib/market/index.ts";
import { loadCard } from "../../lib/training/index.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { modelsCommand } from "./models.ts";
import { predictCommand } from "./predict.ts";
import { trainCommand } from "./train.ts";

const folder = commandFolder("train");
const { at, printed } = folder;
const FACTORS = ["--factors", "rsi_14,log_return_1", "--lookback", "4"];

let bars: Bars;
beforeEach(async () => {
  bars = sliceBars(await loadBars({ from: "2016-01-01", to: "2018-12-31" }), 0, 700);
  writeFileSync(at("bars.csv"), formatBarsCsv(bars));
  process.exitCode = undefined;
});

const call = (command: Command, argv: readonly string[]) => command.exitOverride().configureOutput({ outputError: () => {} }).parseAsync(argv, { from: "user" });
const train = (model: string, ...argv: string[]) => call(trainCommand(), ["--input", at("bars.csv"), "--symbol", "SP500", "--model", model, "--output", at(model), ...FACTORS, ...argv]);
const predict = (...argv: string[]) => call(predictCommand(), argv);
const models = (...argv: string[]) => call(modelsCommand(), argv);

test("a model is shown beside persistence and the linear model, and its folder holds what it was made of", async () => {
  await train("xgboost", "--set", "trees=10");
  expect(printed[0]).toMatch(/SP500, next_log_return_1: 10\d rows from 2018[^]*persistence [^]*xgboost [^]*linear [^]*Lag test: /);
  const { about, columns, horizon, kind, lookback } = await loadCard(at("xgboost"));
  expect({ columns, horizon, kind, lookback }).toEqual({ columns: ["rsi_14", "log_return_1"], horizon: 1, kind: "xgboost", lookback: 4 });
  expect(about).toMatchObject({ spec: { model: "xgboost", settings: { trees: 10, maxDepth: 4 } }, seed: 1, symbol: "SP500", label: { name: "next_log_return_1", horizon: 1 }, dataset: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test("forecasts are those of each bar's close, the last among them, and of fewer bars the same", async () => {
  await train("linear");
  await predict(at("linear"), "--input", at("bars.csv"), "--output", at("all.csv"));
  const lines = readFileSync(at("all.csv"), "utf8").trimEnd().split("\n");
  expect(lines[0]).toBe("date,known_at,target_at,forecast");
  expect(lines.length).toBe(1 + 700 - 14 - 3);
  expect(lines.at(-1)).toMatch(/^\d{4}-\d\d-\d\d,\d{4}-\d\d-\d\dT[\d:.]+Z,,-?[\d.e-]+$/);
  writeFileSync(at("fewer.csv"), formatBarsCsv(sliceBars(bars, 0, 600)));
  await predict(at("linear"), "--input", at("fewer.csv"), "--output", at("fewer-forecasts.csv"));
  const fewer = readFileSync(at("fewer-forecasts.csv"), "utf8").trimEnd().split("\n");
  expect(fewer.slice(0, -1)).toEqual(lines.slice(0, fewer.length - 1));
  await predict(at("linear"), "--input", at("bars.csv"), "--last", "--json");
  const { forecasts } = JSON.parse(printed.at(-1)!);
  expect([forecasts.length, String(forecasts[0].forecast)]).toEqual([1, lines.at(-1)!.split(",")[3]]);
});

test("ready columns of a file give the forecasts of the bars, in whatever order they stand; what they lack is named", async () => {
  await train("linear");
  await predict(at("linear"), "--input", at("bars.csv"), "--output", at("of-bars.csv"));
  const { closeTime, values } = computeFactors(bars, ["rsi_14", "log_return_1"]);
  const columns = columnsOf(closeTime, { log_return_1: values["log_return_1"]!, other: closeTime, rsi_14: values["rsi_14"]! });
  const text = formatColumnsCsv(columns);
  const ask = async (content: string) => {
    writeFileSync(at("columns.csv"), content);
    await predict(at("linear"), "--columns", at("columns.csv"), "--output", at("of-columns.csv"));
  };
  await ask(text);
  expect(readFileSync(at("of-columns.csv"), "utf8")).toBe(readFileSync(at("of-bars.csv"), "utf8"));
  await expect(ask(text.replace("rsi_14", "rsi_15"))).rejects.toThrow(/columns\.csv lacks the column rsi_14, which .*linear reads; it has log_return_1, other, rsi_15\. Add it, computed as for the training\./);
  await expect(ask(text.split("\n").slice(0, 4).join("\n"))).rejects.toThrow(/columns\.csv has 3 rows; .*linear reads windows of 4 steps\. Give more rows/);
  await expect(ask(text.split("\n").slice(0, 9).join("\n"))).rejects.toThrow(/no row has a value of "rsi_14"/);
  await expect(ask(text.replace(/^(2017[^,]*),[^,]*/m, "$1,Infinity"))).rejects.toThrow(/columns\.csv, line \d+, column log_return_1: "Infinity" is no finite number/);
  await expect(ask(`${text}${text.split("\n")[5]}\n`)).rejects.toThrow(/does not come after the date before it/);
  await expect(predict(at("linear"), "--columns", at("columns.csv"), "--input", at("bars.csv"), "--last")).rejects.toThrow("--columns stands in the place of --input");
});

test("a network is trained, saved and asked for its quantiles", async () => {
  await train("lstm", "--set", "epochs=1", "--set", "units=[2]", "--set", "loss=quantile");
  await predict(at("lstm"), "--input", at("bars.csv"), "--last");
  expect(printed.at(-1)).toMatch(/date +known_at +target_at +forecast +quantile_0\.1 +quantile_0\.5 +quantile_0\.9/);
});

test("classes are told with their probabilities", async () => {
  await train("logistic", "--label", "nextRise");
  expect(printed[0]).toMatch(/model +right +loss +loss of a constant/);
  expect(readFileSync(at("logistic/evaluation.html"), "utf8")).toContain("Calibration: probability said against share that came");
  await predict(at("logistic"), "--input", at("bars.csv"), "--output", at("p.csv"));
  const [header, line] = readFileSync(at("p.csv"), "utf8").split("\n");
  expect(header).toMatch(/^date,known_at,target_at,forecast,probability_\w+,probability_\w+$/);
  const [down = 0, up = 0] = line!.split(",").slice(-2).map(Number);
  expect(down + up).toBeCloseTo(1, 12);
});

test("a trained model is registered, refused with its numbers, retired and checked", async () => {
  await train("linear", "--registry", at("registry"));
  await models("register", at("linear"), "--parent", "1", "--registry", at("registry"));
  await models("promote", "2", "--registry", at("registry"));
  expect(process.exitCode).toBe(1);
  expect(printed.at(-1)).toMatch(/yes {2}better than the champion: there is no champion yet\nno {3}better than persistence: RMSE [\d.]+ of it, [\d.]+ of persistence on \d+ rows; Diebold–Mariano t = /);
  process.exitCode = undefined;
  await models("verify", "--registry", at("registry"));
  expect([printed.at(-1), process.exitCode]).toEqual(["All files are as they were kept.", undefined]);
  await models("retire", "2", "--reason", "no better", "--registry", at("registry"));
  await models("ls", "--registry", at("registry"), "--json");
  const listed: readonly { id: number; stage: string; parent?: number }[] = JSON.parse(printed.at(-1)!);
  expect(listed.map(({ id, parent, stage }) => [id, stage, parent])).toEqual([[1, "candidate", undefined], [2, "retired", 1]]);
  const [content] = readdirSync(at("registry/models"));
  truncateSync(at(`registry/models/${content}/model/line.bin`), 5);
  await models("verify", "2", "--registry", at("registry"));
  expect([printed.at(-1), process.exitCode]).toEqual([expect.stringMatching(/^damaged-file: version 2, .*line\.bin/), 1]);
  process.exitCode = undefined;
});

describe("what cannot be done is refused in one sentence, and nothing is written", () => {
  test.each<[string, readonly string[], RegExp]>([
    ["an unknown model", ["--model", "lsmt"], /there is no model "lsmt"\. Did you mean lstm\?/],
    ["an unknown setting", ["--set", "epoch=3"], /linear has no setting "epoch"/],
    ["a setting without a value", ["--set", "alpha"], /Write the setting, then = and its value/],
    ["a bad setting", ["--set", "alpha=-1"], /linear: the setting alpha cannot be -1/],
    ["an unknown factor", ["--factors", "rsi_14,obw"], /there is no factor "obw"/],
    ["a factor of other symbols", ["--factors", "beta_spy_60"], /"beta_spy_60" needs the bars of other symbols/],
    ["an unknown label", ["--label", "tomorrow"], /Allowed choices are nextLogReturn/],
    ["a task that the model does not do", ["--label", "nextRise"], /linear does regression, no classification/],
    ["too few rows for the window", ["--lookback", "600"], /rows .* are too few/],
    ["days of a file", ["--from", "2017-01-01"], /a file of --input is taken whole/],
  ])("%s", async (_, argv, message) => {
    await expect(train("linear", ...argv)).rejects.toThrow(message);
    expect(readdirSync(folder.path)).toEqual(["bars.csv"]);
  });

  test("no bars, no model, no folder", async () => {
    const rejected = (...argv: string[]) => expect(call(trainCommand(), argv)).rejects;
    await rejected("--model", "linear", "--output", at("x")).toThrow("--input is missing");
    await rejected("--symbol", "SP500", "--output", at("x")).toThrow("--model is missing");
    await rejected("--symbol", "SP500", "--model", "linear").toThrow("--output is missing");
    await rejected("--symbol", "SP500", "--model", "linear", "--output", folder.path).toThrow("is no part of a model and would be lost");
  });

  test("a model that is cut off, one of columns that bars do not give, bars that are too few, no registry", async () => {
    await train("linear");
    writeFileSync(at("few.csv"), formatBarsCsv(sliceBars(bars, 0, 10)));
    await expect(predict(at("linear"), "--input", at("few.csv"), "--last")).rejects.toThrow(/has 10 bars; .*linear reads windows of 4 steps of rsi_14, log_return_1, which take 18 bars\. Give more bars/);
    await expect(predict(at("linear"), "--input", at("bars.csv"))).rejects.toThrow("--output is missing");
    await expect(predict(at("none"), "--input", at("bars.csv"), "--last")).rejects.toThrow("none does not exist; name a folder that npx marketbook train wrote");
    truncateSync(at("linear/line.bin"), 3);
    await expect(predict(at("linear"), "--input", at("bars.csv"), "--last")).rejects.toThrow("line.bin");
    await expect(models("ls", "--registry", at("empty"))).rejects.toThrow("holds no registry yet");
    expect(existsSync(at("empty"))).toBe(false);
  });
});

test("the catalogue lists every model and describes one", async () => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await models("catalogue");
  await models("catalogue", "lstm");
  expect(printed[0]).toContain("temporalFusionTransformer");
  expect(printed[1]).toMatch(/Hochreiter[^]*epochs +30 +whole number ≥ 1[^]*learningRate +0\.001 +number > 0 and ≤ 1 +0\.0001 \.\. 0\.01 \(log\)/);
  await expect(models("catalogue", "lsmt")).rejects.toThrow("Did you mean lstm?");
});
