import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, it } from "vitest";
import { python } from "../jupyter/testing/session.ts";

it("keeps the promises of its Python unit tests", () => {
  const { stderr, status } = spawnSync(python, ["-m", "unittest", "discover", "-s", "tests"], { cwd: path.join(import.meta.dirname), encoding: "utf8" });
  expect(stderr).toMatch(/Ran [1-9]\d* tests/);
  expect(status, stderr).toBe(0);
});
