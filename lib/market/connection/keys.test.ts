import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { projectVariables } from "./keys.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "keys-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("keys come from the environment, then from the file", () => {
  const file = path.join(folder, "env");
  writeFileSync(file, 'A_KEY=from-file\nB_KEY="quoted in file" # a remark\nC_KEY=from-file\n');
  expect(projectVariables({ environment: { A_KEY: "from-environment", C_KEY: "" }, file })).toEqual({ A_KEY: "from-environment", B_KEY: "quoted in file", C_KEY: "from-file" });
});

test("without a file the environment is all there is", () => {
  const environment = { A_KEY: "a" };
  expect(projectVariables({ environment, file: path.join(folder, "none") })).toBe(environment);
});
