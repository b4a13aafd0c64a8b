import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { sharedTests } from "./sharedTests.ts";

const folder = mkdtempSync(path.join(tmpdir(), "marketbook-"));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ["factors", "queue"]) mkdirSync(path.join(folder, "lib", name), { recursive: true });

const write = (files: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, "lib/factors", name), text);
};

test("tests of mathematics share a process; those with doubles, a disk, children or an engine do not, nor do those whose fixtures have them", () => {
  write({
    "sum.test.ts": 'import { sum } from "./sum.ts";', "drawn.test.ts": 'import { drawn } from "./drawn.fixture.ts";', "drawn.fixture.ts": "export const drawn = 1;",
    "double.test.ts": "vi.useFakeTimers();", "disk.test.ts": 'import { readFileSync } from "node:fs";', "child.test.ts": "spawn(program);", "engine.test.ts": 'startEngine({ engine: "wasm" });',
    "near.test.ts": 'import { far } from "./near.fixture.ts";', "near.fixture.ts": 'export { far } from "./far.fixture.ts";', "far.fixture.ts": "export const far = process.env.FAR;",
    "lost.test.ts": 'import { gone } from "./gone.fixture.ts";',
  });
  writeFileSync(path.join(folder, "lib/queue/sum.test.ts"), "");
  expect(sharedTests(folder)).toEqual(["lib/factors/drawn.test.ts", "lib/factors/sum.test.ts"]);
});
