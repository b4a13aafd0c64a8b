import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { PATIENCE } from "../jupyter/testing/notebooks.ts";
import { python } from "../jupyter/testing/session.ts";

it("keeps the promises of its Python unit tests", { timeout: PATIENCE }, async () => {
  const child = spawn(python, ["-m", "unittest", "discover", "-s", "tests"], { cwd: import.meta.dirname, stdio: ["ignore", "ignore", "pipe"] });
  const [said, [status]] = await Promise.all([text(child.stderr), once(child, "close")]);
  expect(said).toMatch(/Ran [1-9]\d* tests/);
  expect(status, said).toBe(0);
});
