import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

test("the doctor explains itself without looking at anything", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, "../run.mjs"), "doctor", "--help"], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^Usage: npm run doctor \[-- --json\]/);
});
