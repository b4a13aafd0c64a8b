import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

type Watch = { look(): void; isQuiet(): boolean; watchFile(file: string, callback: (file: string, kind: number) => void): { close(): void }; watchDirectory(folder: string, callback: (file: string) => void): { close(): void } };
const { createWatch }: { createWatch(root: string): Watch } = createRequire(import.meta.url)("./kernels/tslab/watch.cjs");
const CREATED = 0, CHANGED = 1, DELETED = 2;

let root: string;
let told: (readonly [string, number])[];
const at = (...parts: string[]): string => path.join(root, ...parts);
const hear = (file: string, kind: number): void => void told.push([path.relative(root, file), kind]);

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "marketbook-watch-"));
  for (const folder of ["lib/market", "scripts", "notebooks"]) mkdirSync(at(folder), { recursive: true });
  writeFileSync(at("lib/market/bar.ts"), "export const one = 1;\n");
  told = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A watch that has settled: what is new is told once more at the look after. */
function watchOfBar(): Watch {
  const watch = createWatch(root);
  watch.watchFile(at("lib/market/bar.ts"), hear);
  watch.look();
  told = [];
  return watch;
}

test("a file that is as it was is not told", () => {
  const watch = watchOfBar();
  watch.look();
  expect([told, watch.isQuiet()]).toEqual([[], true]);
});

test("a changed file is told at the next look, once", () => {
  const watch = watchOfBar();
  writeFileSync(at("lib/market/bar.ts"), "export const another = 12;\n");
  watch.look();
  expect([told, watch.isQuiet()]).toEqual([[[path.join("lib", "market", "bar.ts"), CHANGED]], false]);
  watch.look();
  expect([told.length, watch.isQuiet()]).toEqual([1, true]);
});

test("a file that changed while the compiler read it is told at the next look", () => {
  const watch = createWatch(root);
  writeFileSync(at("lib/market/bar.ts"), "export const another = 12;\n");
  watch.watchFile(at("lib/market/bar.ts"), hear);
  watch.look();
  expect(told).toEqual([[path.join("lib", "market", "bar.ts"), CHANGED]]);
});

test("files that come and go are told, also with their folders", () => {
  const watch = watchOfBar();
  const places: string[] = [];
  watch.watchDirectory(root, (file) => places.push(path.relative(root, file)));
  mkdirSync(at("lib/new/deep"), { recursive: true });
  writeFileSync(at("lib/new/deep/a.ts"), "");
  watch.look();
  expect(places).toEqual([path.join("lib", "new", "deep", "a.ts")]);
  rmSync(at("lib/market"), { recursive: true });
  watch.look();
  expect(places.slice(1)).toEqual([path.join("lib", "market", "bar.ts")]);
  mkdirSync(at("lib/market"));
  writeFileSync(at("lib/market/bar.ts"), "export const one = 1;\n");
  watch.look();
  expect(told.map(([, kind]) => kind)).toEqual([DELETED, CREATED]);
});
