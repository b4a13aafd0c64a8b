import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { links, makeLinks } from "./links.mjs";
import { root, venvBin } from "./places.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "links-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("links are made anew over what is there", () => {
  const [place, target] = [path.join(folder, "share/kernel"), path.join(folder, "kernel")];
  mkdirSync(target);
  writeFileSync(path.join(target, "kernel.json"), "{}");
  for (let turn = 0; turn < 2; turn++) makeLinks([[place, target]]);
  expect(readFileSync(path.join(place, "kernel.json"), "utf8")).toBe("{}");
});

test("every link of the venv leads to something", () => {
  for (const [place] of links) expect(readFileSync(place.endsWith(".json") ? place : path.join(place, place.endsWith("tslab") ? "kernel.json" : "default_setting_overrides.json"), "utf8")).toContain("{");
});

/** As a person types it: no variable of the project, another folder than the project's. */
test("papermill called from the venv's folder by a plain shell runs a TypeScript notebook with its parameters", { timeout: 120_000 }, () => {
  const cell = (source: string, tags: string[] = []) => ({ cell_type: "code", execution_count: null, id: `cell${source.length}`, metadata: { tags }, outputs: [], source });
  const kernelspec = { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" };
  const cells = [cell("let lookback: number = 30;", ["parameters"]), cell("const half: number = lookback / 2; half")];
  writeFileSync(path.join(folder, "in.ipynb"), JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }));
  const { PATH = "" } = process.env;
  const plain = PATH.split(path.delimiter).filter((part) => !part.startsWith(root)).join(path.delimiter);
  const { status, stderr } = spawnSync(path.join(venvBin, "papermill"), ["in.ipynb", "out.ipynb", "-p", "lookback", "60"], { cwd: folder, env: { PATH: plain, HOME: folder }, encoding: "utf8" });
  expect(stderr).not.toContain("NoSuchKernel");
  expect(status).toBe(0);
  expect(readFileSync(path.join(folder, "out.ipynb"), "utf8")).toMatch(/"text\/plain": "?\[?\s*"30"/);
});
