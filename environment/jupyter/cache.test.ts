import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

type File = { readonly fileName: string; readonly text: string };
type Cache = { readonly compiled: (file: string, source: string, make: () => string) => string; readonly isClean: (file: string, sources: readonly File[]) => boolean; readonly markClean: (file: string, sources: readonly File[]) => void };
const { createCache }: { createCache: (root: string, version: string) => Cache } = createRequire(import.meta.url)("./kernels/tslab/cache.cjs");

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "marketbook-cache-"));
  writeFileSync(path.join(root, "package-lock.json"), "{}");
});
afterEach(() => rmSync(root, { recursive: true }));

const at = (name: string) => path.join(root, name);
const never = (): string => {
  throw new Error("it was compiled again");
};

test("a file is compiled once for each source, also by the next kernel", () => {
  expect(createCache(root, "5").compiled(at("lib/a.ts"), "one", () => "ONE")).toBe("ONE");
  const next = createCache(root, "5");
  expect(next.compiled(at("lib/a.ts"), "one", never)).toBe("ONE");
  expect(next.compiled(at("lib/a.ts"), "two", () => "TWO")).toBe("TWO");
  expect(next.compiled(at("lib/a/b.ts"), "two", () => "OTHER")).toBe("OTHER");
  expect(next.compiled(at("lib/a.ts"), "two", never)).toBe("TWO");
  expect(readdirSync(at("node_modules/.cache/marketbook-kernel")).length).toBe(2);
});

test("another TypeScript and other dependencies compile anew", () => {
  createCache(root, "5").compiled(at("a.ts"), "one", () => "ONE");
  expect(createCache(root, "6").compiled(at("a.ts"), "one", () => "SIX")).toBe("SIX");
  writeFileSync(at("package-lock.json"), '{"changed": true}');
  expect(createCache(root, "6").compiled(at("a.ts"), "one", () => "CHANGED")).toBe("CHANGED");
});

test("a file found clean is clean for every kernel, until it or a file that it imports changes", () => {
  const files = [{ fileName: at("a.ts"), text: "a" }, { fileName: at("b.ts"), text: "b" }];
  const cache = createCache(root, "5");
  expect(cache.isClean(at("a.ts"), files)).toBe(false);
  cache.markClean(at("a.ts"), files);
  expect(createCache(root, "5").isClean(at("a.ts"), files.toReversed())).toBe(true);
  expect(cache.isClean(at("b.ts"), files)).toBe(false);
  expect(cache.isClean(at("a.ts"), files.slice(0, 1))).toBe(false);
  expect(cache.isClean(at("a.ts"), [files[0]!, { fileName: at("b.ts"), text: "b2" }])).toBe(false);
  expect(createCache(root, "6").isClean(at("a.ts"), files)).toBe(false);
});
