import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { workFolder } from "./workspace.ts";

let folder = "";

beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), "workspace-")); });
afterEach(() => { rmSync(folder, { recursive: true }); });

test("two attempts at one job have folders of their own, and the end of the first leaves those of the second", () => {
  const place = workFolder(folder);
  const [first, second] = [place.space("job"), place.space("job")];
  first.remove();
  for (const one of [second.inputs, second.outputs, second.checkpoint]) expect(existsSync(one)).toBe(true);
  expect(existsSync(first.inputs)).toBe(false);
  place.remove();
  expect(readdirSync(folder)).toEqual([]);
});
