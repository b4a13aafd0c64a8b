import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatBarsCsv } from "../../lib/market/files/csvFiles.ts";
import { generateBars } from "../../lib/market/generateBars.ts";
import { openStore } from "../../lib/market/store/openStore.ts";
import { randomKey } from "../../lib/random/index.ts";

/** Long enough for several pieces on either way. */
const ROWS = 1_000_000;
const bars = generateBars({ symbol: "XYZ", rows: ROWS, interval: "1m", start: Date.parse("2020-01-01"), volatility: 0.001, clustering: 0.9, edge: 0 }, randomKey(1));

let folder: string;
const at = (name: string): string => path.join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "data-stopped-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Run = { readonly child: ChildProcess; readonly end: Promise<{ readonly code: unknown; readonly said: string }> };

function marketbook(...argv: string[]): Run {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "../marketbook.ts"), "data", ...argv, "--store", at("store")], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr!.on("data", (text) => void (said += String(text)));
  return { child, end: once(child, "close").then(([code]) => ({ code, said })) };
}

/** Ctrl-C as soon as something is so. */
async function stopOnce({ child, end }: Run, isSo: () => Promise<boolean>): Promise<Awaited<Run["end"]>> {
  while (child.exitCode === null && !(await isSo())) await setTimeout(5);
  child.kill("SIGINT");
  return end;
}

async function rowsHeld(): Promise<number> {
  const store = await openStore(at("store"));
  const rows = (await store.listSeries())[0]?.rows ?? 0;
  await store.close();
  return rows;
}

test("an import that is stopped says how far it came, and the same command goes on to the end; a stopped export leaves what was there", { timeout: 120_000 }, async () => {
  writeFileSync(at("XYZ.csv"), formatBarsCsv(bars));
  const stopped = await stopOnce(marketbook("import", at("XYZ.csv")), async () => (await rowsHeld()) > 0);
  const held = await rowsHeld();
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThan(ROWS);
  expect(stopped).toMatchObject({ code: 130, said: expect.stringContaining(`${held} of the ${ROWS} bars of ${at("XYZ.csv")} are in the store; the same command goes on with the rest.`) });
  expect(await marketbook("import", at("XYZ.csv")).end).toMatchObject({ code: 0 });
  expect(await rowsHeld()).toBe(ROWS);

  for (const name of ["out.csv", "out.parquet"]) {
    writeFileSync(at(name), "what was there");
    const isWriting = async () => readdirSync(folder).some((file) => file.startsWith(`${name}.draft-`));
    expect(await stopOnce(marketbook("export", "XYZ", "--output", at(name)), isWriting)).toMatchObject({ code: 130, said: expect.stringContaining("stopped by you, nothing half-written") });
    expect(readFileSync(at(name), "utf8")).toBe("what was there");
  }
  expect(readdirSync(folder).sort()).toEqual(["XYZ.csv", "out.csv", "out.parquet", "store"]);
  expect(await marketbook("export", "XYZ", "--output", at("out.csv")).end).toMatchObject({ code: 0 });
  expect(readFileSync(at("out.csv"), "utf8") === formatBarsCsv(bars)).toBe(true);
});
