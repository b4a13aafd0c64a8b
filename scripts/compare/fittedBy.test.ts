import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fittedBy, noteCode } from "./fittedBy.ts";

test("commits are noted in order, one that goes on but once", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "compare-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(fittedBy({ folder })).toEqual([]);
  const [a, b] = [{ commit: "a", dirty: false }, { commit: "b", dirty: null }];
  for (const code of [a, a, b]) noteCode({ folder }, code);
  expect(fittedBy({ folder })).toEqual([a, b]);
});
