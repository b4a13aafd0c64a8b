import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadOutOfFold } from "../../lib/evaluation/index.ts";
import { formatBarsCsv, loadBars, sliceBars } from "../../lib/market/index.ts";
import { readRecord, writeRecord } from "../../lib/runs/record/record.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { replayCommand } from "./replay.ts";
import { trainCommand } from "./train.ts";
import { walkForwardCommand } from "./walkForward.ts";

const folder = commandFolder("replay-models");
const { at } = folder;
const DATA = () => ["--input", at("bars.csv"), "--symbol", "SP500", "--factors", "rsi_14,log_return_1", "--lookback", "3"];

beforeEach(async () => {
  writeFileSync(at("bars.csv"), formatBarsCsv(sliceBars(await loadBars({ from: "2016-01-01", to: "2018-12-31" }), 0, 500)));
});
afterEach(() => {
  process.exitCode = undefined;
});

const call = (command: typeof trainCommand, ...words: string[]) => command().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(words, { from: "user" });
const train = (...words: string[]) => call(trainCommand, ...DATA(), "--model", "xgboost", "--set", "trees=5", "--set", "maxDepth=3", "--output", at("model"), ...words);
const walk = (...words: string[]) => call(walkForwardCommand, ...DATA(), "--model", "knn", "--train", "300", "--test", "60", "--workers", "1", "--folder", at("walk"), ...words);
const replay = async (id: string) => {
  folder.clear();
  await call(replayCommand, id);
  return folder.printed.join("\n");
};
const onlyRun = () => readdirSync(folder.runs)[0]!;
const repetitionOf = (id: string) => path.join(folder.runs, readdirSync(folder.runs).find((other) => other !== id)!);

test("a training is repeated to the last bit into a folder of its own; its registry is not written to again", async () => {
  await train("--registry", at("registry"));
  const id = onlyRun();
  expect(folder.printed[0]).toContain(`\nRun: npx marketbook replay ${id} repeats it`);
  const { command, stages, status } = readRecord(path.join(folder.runs, id));
  expect({ status, name: command?.name, stages: Object.keys(stages!["train"]!) }).toEqual({ status: "finished", name: "train", stages: ["raw data", "factors", "folds", "weights", "predictions", "report"] });
  const [model, registry] = [readFileSync(at("model/trees.ubj")), readdirSync(at("registry"), { recursive: true })];
  expect(await replay(id)).toMatch(/Equal to the last bit: \d\d items of 6 stages\./);
  expect(process.exitCode).toBeUndefined();
  expect(readFileSync(path.join(repetitionOf(id), "model/trees.ubj"))).toEqual(model);
  expect([readFileSync(at("model/trees.ubj")), readdirSync(at("registry"), { recursive: true })]).toEqual([model, registry]);
});

test("a training with other settings differs first in its weights", async () => {
  await train();
  const run = path.join(folder.runs, onlyRun());
  const record = readRecord(run);
  const command = { ...record.command!, arguments: record.command!.arguments.map((word) => word.replace("maxDepth=3", "maxDepth=1")) };
  writeRecord(run, { ...record, command });
  expect(await replay(onlyRun())).toMatch(/The first difference:\n {2}weights of train, xgboost[^]*predictions of train: [^]*report of train: /);
  expect(process.exitCode).toBe(1);
});

test("a walk that was resumed is repeated whole, with the weights of each fold; a bar that was changed is named first", async () => {
  await walk();
  await walk("--resume");
  const last = readdirSync(folder.runs).find((id) => readRecord(path.join(folder.runs, id)).command?.arguments.includes("--resume"))!;
  expect(Object.keys(readRecord(path.join(folder.runs, last)).stages!["walk-forward"]!)).toEqual(["raw data", "factors", "folds", "weights", "predictions", "report"]);
  const [weights] = loadOutOfFold(at("walk/outOfFold/knn-seed1.oof")).folds.map((fold) => fold.weights);
  expect(weights).toMatch(/^[0-9a-f]{64}$/);
  expect(await replay(last)).toMatch(/Equal to the last bit: \d\d items of 6 stages\./);
  const bars = readFileSync(at("bars.csv"), "utf8").split("\n");
  const cells = bars[401]!.split(",");
  writeFileSync(at("bars.csv"), bars.with(401, cells.with(-1, String(Number(cells.at(-1)) + 1)).join(",")).join("\n"));
  expect(await replay(last)).toMatch(/The first difference:\n {2}raw data of walk-forward, bars\.volume, row 400: expected /);
});

test("a training that fails leaves a record that says so, and a password is in none", async () => {
  await expect(train("--registry", "postgres://me:secret@127.0.0.1:1/none")).rejects.toThrow();
  const text = readFileSync(path.join(folder.runs, onlyRun(), "run.json"), "utf8");
  expect(text).not.toContain("secret");
  expect(JSON.parse(text)).toMatchObject({ status: "failed", reason: expect.any(String), command: { arguments: expect.arrayContaining(["postgres://me@127.0.0.1:1/none"]) } });
  expect(existsSync(at("registry"))).toBe(false);
});
