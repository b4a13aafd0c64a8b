import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdLock, isLocked } from "./lock.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const file = (): string => path.join(folder, "deep", "a.lock");

test("a lock is one's at a time, and free when it is released", () => {
  const hold = holdLock(file());
  expect(hold).toBeDefined();
  expect(holdLock(file(), 0)).toBeUndefined();
  expect(isLocked(file())).toBe(true);
  hold!.release();
  expect(isLocked(file())).toBe(false);
  holdLock(file(), 0)!.release();
});

test("to look at a lock makes no file, and takes it from nobody", () => {
  expect(isLocked(file())).toBe(false);
  expect(existsSync(path.dirname(file()))).toBe(false);
  for (let k = 0; k < 50; k++) {
    expect(isLocked(file())).toBe(false);
    holdLock(file(), 0)!.release();
  }
});
