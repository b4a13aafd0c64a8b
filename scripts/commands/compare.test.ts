import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readComparison } from "../../lib/runs/book/comparisonFile.ts";
import { projectFolder } from "../../lib/runs/folders.ts";
import { compareCommand } from "./compare.ts";

let folder = "";
beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), "compare-"))));
afterAll(() => rmSync(folder, { recursive: true }));

function compare(...args: readonly string[]) {
  const { status, stderr, stdout } = spawnSync(process.execPath, [path.join(projectFolder, "scripts", "marketbook.ts"), "compare", "--test", "8y", "--workers", "1", "--folds", path.join(folder, "folds"), ...args], { cwd: projectFolder, encoding: "utf8" });
  return { status, stderr, stdout };
}

test("models are fitted, compared, written whole; the README keeps the comparison of all; what is fitted is not fitted again, and more models are added to it", () => {
  const readme = readFileSync(path.join(projectFolder, "README.md"), "utf8");
  const output = path.join(folder, "out");
  const first = compare("--models", "persistence,drift", "--seeds", "2", "--output", output);
  expect(first).toMatchObject({ status: 0, stdout: expect.stringContaining("No model beats persistence beyond chance") });
  expect(first.stdout).toMatch(/4 of 4 {2}regression (persistence|drift), seed 1: 2 folds, .* s {3}elapsed/);
  expect(readdirSync(output).sort()).toEqual(["comparison.json", "comparison.md", "comparison.png", "comparison.svg"]);
  const [section] = readComparison(output)!;
  expect(section!.rows.map(([name]) => name)).toEqual(["persistence (baseline)", "drift (baseline)"]);
  expect(section!.caption).toContain("each of 2 fits learns from 3 years and foretells the next 8 years (`--test 1mo` refits monthly)");
  expect(JSON.parse(readFileSync(path.join(output, "comparison.json"), "utf8"))).toMatchObject({
    symbol: "SP500", seeds: 2, machine: { cores: expect.any(Number) }, parts: [{ task: "regression", dataset: expect.stringMatching(/^[0-9a-f]{64}$/), fittedBy: [{ dirty: expect.anything() }] }],
    comparisons: [{ models: [{ settings: {}, seeds: [1] }, { seeds: [1] }] }],
  });
  const second = compare("--models", "persistence,drift,logistic", "--seeds", "2", "--output", output);
  expect(second).toMatchObject({ status: 0, stdout: expect.stringMatching(/^4 of 6 folds are there already\./) });
  expect(readComparison(output)!.map(({ rows }) => rows.length)).toEqual([2, 1]);
  expect(readFileSync(path.join(projectFolder, "README.md"), "utf8")).toBe(readme);
}, 400_000);

test("a part of the catalogue is printed and written nowhere unless a folder is named; times are taken alone", () => {
  const written = path.join(projectFolder, "artifacts", "comparison", "comparison.json");
  const before = existsSync(written) ? readFileSync(written, "utf8") : "";
  const { status, stdout } = compare("--models", "drift", "--times");
  expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining("nothing was written") });
  expect(stdout).toContain("Seconds are of one fold fitted alone by one thread");
  expect(existsSync(written) ? readFileSync(written, "utf8") : "").toBe(before);
}, 400_000);

test("models that there are not are refused before anything is fitted", async () => {
  const asked = (...args: readonly string[]) => compareCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync([...args, "--folds", path.join(folder, "none")], { from: "user" });
  await expect(asked("--models", "lsmt")).rejects.toThrow('there is no model "lsmt". Did you mean lstm?');
  await expect(asked("--models", "lstm", "--family", "trees")).rejects.toThrow("leave no model");
  expect(existsSync(path.join(folder, "none"))).toBe(false);
});
