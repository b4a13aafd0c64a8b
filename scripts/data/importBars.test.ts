import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatBarsCsv } from "../../lib/market/files/csvFiles.ts";
import { openStore } from "../../lib/market/store/openStore.ts";
import { benchBars } from "../bench/series.ts";
import { importBars } from "./importBars.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "marketbook-import-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([[0], [500], [2000]])("a file is imported whole or not at all, whether its bars are kept from its check on or read again: %i kept", async (mostKept) => {
  const store = await openStore(path.join(folder, `store${mostKept}`));
  const bars = benchBars(1000);
  const [good, bad] = [path.join(folder, "GOOD.csv"), path.join(folder, "BAD.csv")];
  writeFileSync(good, formatBarsCsv(bars));
  writeFileSync(bad, `${formatBarsCsv(bars)}2030-01-01T00:00:00Z,1,1,1,1,many\n`);
  const reports = await importBars(store, [good, bad, good], { mostKept, pieceBytes: 10_000 });
  expect(reports.map(({ added, changed, error }) => [added, changed, error?.split(": ").at(-1)?.slice(0, 4)])).toEqual([[1000, 0, undefined], [0, 0, expect.any(String)], [0, 0, undefined]]);
  expect((await store.listSeries()).map(({ rows, symbol }) => [symbol, rows])).toEqual([["GOOD", 1000]]);
  expect((await store.openBars("GOOD", { interval: "1m" })).close).toEqual(bars.close);
  await store.close();
});
