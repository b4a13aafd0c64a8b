import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { formatBarsCsv, loadBars, sliceBars } from "../../lib/market/index.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { trainCommand } from "./train.ts";
import { tuneCommand } from "./tune.ts";
import { walkForwardCommand } from "./walkForward.ts";

const folder = commandFolder("walk");
const { at, printed } = folder;
const DATA = ["--symbol", "SP500", "--factors", "rsi_14,log_return_1", "--lookback", "3"];

beforeEach(async () => {
  writeFileSync(at("bars.csv"), formatBarsCsv(sliceBars(await loadBars({ from: "2016-01-01", to: "2018-12-31" }), 0, 600)));
});

const argvOf = (...argv: string[]) => ["--input", at("bars.csv"), ...DATA, ...argv];
const walk = (...argv: string[]) => walkForwardCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(argvOf(...argv), { from: "user" });
const tune = (...argv: string[]) => tuneCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(argvOf(...argv), { from: "user" });

test("a walk judges models beside the linear one on the same rows, keeps its folds, and goes on to the same table", async () => {
  const argv = ["--model", "knn", "--set", "neighbours=9", "--train", "300", "--test", "100", "--seeds", "2", "--workers", "1", "--folder", at("walk")];
  await walk(...argv);
  expect(printed[0]).toMatch(/in 3 folds, 2 seeds[^]*knn +[\d.]+ ± [\d.e-]+[^]*linear [^]*Forecasts, judgement and a card a model: /);
  expect(readdirSync(at("walk/outOfFold")).sort()).toEqual(["knn-seed1.oof", "knn-seed2.oof", "linear-seed1.oof", "linear-seed2.oof"]);
  expect(readdirSync(at("walk/cards")).sort()).toEqual(["knn", "linear"].flatMap((model) => ["html", "json"].flatMap((end) => [`${model}-seed1.${end}`, `${model}-seed2.${end}`])).sort());
  const card: { seed: number; model: unknown } = JSON.parse(readFileSync(at("walk/cards/knn-seed2.json"), "utf8"));
  expect(card).toMatchObject({ seed: 2, model: { model: "knn", settings: { neighbours: 9, weights: "uniform" } } });
  await expect(walk(...argv)).rejects.toThrow("holds a walk already; go on with it by --resume");
  await walk(...argv, "--resume");
  const withoutRun = (text = "") => text.replace(/\nRun: .*/, "");
  expect(withoutRun(printed[1])).toBe(withoutRun(printed[0]));
});

test("a search keeps every trial, goes on to more of them, and says how to fit the best", async () => {
  const argv = ["--model", "linear", "--folds", "2", "--workers", "1", "--folder", at("tuning")];
  await tune(...argv, "--trials", "3", "--sampler", "random");
  expect(printed[0]).toMatch(/3 trials, 3 complete, 0 pruned, 0 failed, on 2 folds[^]*npx marketbook train --model linear --set alpha=[\d.]+ --output/);
  expect(readdirSync(at("tuning")).filter((name) => name.startsWith("trial-")).length).toBe(3);
  await expect(tune(...argv, "--trials", "3", "--sampler", "random")).rejects.toThrow("holds a search already; go on with it by --resume");
  await tune(...argv, "--trials", "4", "--sampler", "random", "--resume", "--json");
  expect(JSON.parse(printed[1]!).counts).toEqual({ all: 4, complete: 4, pruned: 0, failed: 0 });
});

test("Ctrl-C ends a walk with the way to go on, and a training with nothing written", async () => {
  const cli = path.join(import.meta.dirname, "..", "marketbook.ts");
  const stopped = async (argv: readonly string[], isUnderWay: () => boolean) => {
    const child = spawn(process.execPath, [cli, ...argv], { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => void (said += text));
    const ended = once(child, "close");
    while (!isUnderWay() && child.exitCode === null) await setTimeout(20);
    child.kill("SIGINT");
    const [code] = await ended;
    return { code, said };
  };
  const long = ["--set", "epochs=10000", "--set", "patience=10000", "--set", "units=[4]", "--model", "lstm"];
  const walked = await stopped(["walk-forward", ...argvOf(...long, "--train", "300", "--test", "100", "--workers", "1", "--folder", at("walk"))], () => existsSync(at("walk/evaluation.json")));
  expect(walked).toEqual({ code: 130, said: expect.stringContaining("the same command with --resume goes on") });
  const runs = () => readdirSync(folder.runs).length;
  const walks = runs();
  const trained = await stopped(["train", ...argvOf(...long, "--output", at("model"))], () => runs() > walks); // a run is on record when its fit begins
  expect(trained).toEqual({ code: 130, said: expect.stringContaining("stopped by you, nothing half-written") });
  expect(readdirSync(at("")).sort()).toEqual(["bars.csv", "walk"]);
}, 600_000);

test("wrong command lines are refused", async () => {
  await expect(walk("--model", "linear", "--folder", at("w"), "--train", "3y", "--test", "20")).rejects.toThrow("both numbers of rows, or both stretches");
  await expect(walk("--model", "linear,knn", "--folder", at("w"), "--set", "alpha=3")).rejects.toThrow("--set alpha does not say of which model; write linear.alpha=…");
  await expect(walk("--model", "linear", "--folder", at("w"), "--train", "3j")).rejects.toThrow("Give a stretch such as 3y");
  await expect(walk("--model", "linear")).rejects.toThrow("--folder is missing");
  await expect(tune("--model", "linear", "--folder", at("t"), "--set", "alpha=3")).rejects.toThrow("linear has nothing to search beside what --set says; fit it with npx marketbook train --model linear");
  await expect(tune("--model", "drift", "--folder", at("t"))).rejects.toThrow("drift has nothing to search; fit it");
  await expect(tune("--model", "linear", "--folder", at("t"), "--set", "alpah=3")).rejects.toThrow('linear has no setting "alpah". Did you mean alpha?');
  await expect(trainCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(["--model", "linear", "--set", "3=4"], { from: "user" })).rejects.toThrow("Write the setting");
});
