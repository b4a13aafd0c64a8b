import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

let root: string;
const at = (...parts: string[]): string => path.join(root, ...parts);

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "marketbook-typescript-"));
  for (const file of ["typescript.mjs", "setup/places.mjs"]) cpSync(path.join(import.meta.dirname, file), at("environment", file));
  mkdirSync(at("node_modules"));
  writeFileSync(at("package.json"), '{ "type": "module" }');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function run(source: string): { readonly stdout: string; readonly stderr: string } {
  writeFileSync(at("a.ts"), source);
  const words = ["--disable-warning=ExperimentalWarning", "--import", pathToFileURL(at("environment", "typescript.mjs")).href, at("a.ts")];
  const { stderr, stdout } = spawnSync(process.execPath, words, { encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } });
  return { stdout, stderr };
}
const entry = (): string => at("node_modules", ".cache", "marketbook-typescript", "a.ts");

test("a file's types are stripped once for each of its texts", () => {
  expect(run('const x: string = "one";\nconsole.log(x);')).toEqual({ stdout: "one\n", stderr: "" });
  writeFileSync(entry(), readFileSync(entry(), "utf8").replace("one", "kept"));
  expect(run('const x: string = "one";\nconsole.log(x);').stdout).toBe("kept\n");
  expect(run('const x: string = "two";\nconsole.log(x);').stdout).toBe("two\n");
  expect(readdirSync(path.dirname(entry())).filter((name) => name !== "compiled")).toEqual(["a.ts"]);
});

test("an error keeps the line and column of the file", () => {
  expect(run('type X = { y: number };\nthrow new Error("here" as string);').stderr).toContain("a.ts:2:7");
});

test("what is wrong with a file is said as Node says it", () => {
  expect(run("enum A { b }").stderr).toContain("TypeScript enum is not supported in strip-only mode");
});
