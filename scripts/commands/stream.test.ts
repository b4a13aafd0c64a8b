import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startVendor, type Vendor } from "../../lib/market/connection/vendor.fixture.ts";
import { openStore } from "../../lib/market/index.ts";
import { binanceKlines } from "../../lib/market/sources/binanceVendor.fixture.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function stream(vendor: Vendor, ...more: readonly string[]): Promise<{ readonly child: ChildProcess; readonly said: () => string; readonly code: Promise<unknown> }> {
  const child = spawn(process.execPath, ["scripts/marketbook.ts", "stream", "--source", "binance", "--symbols", "BTC-USDT", "--interval", "1m", "--origin", vendor.origin, ...more], { env: { ...process.env, MARKETBOOK_LIMITS_FILE: ":memory:" } });
  let text = "";
  child.stdout.on("data", (part: Buffer) => (text += part.toString()));
  child.stderr.on("data", (part: Buffer) => (text += part.toString()));
  return { child, said: () => text, code: once(child, "exit").then(([code]) => code) };
}

test("bars are printed and saved, and Ctrl-C ends the process with nothing left open", async () => {
  const vendor = await startVendor(({ query }) => ({ body: binanceKlines(query, { now: Date.now() }) }));
  const folder = await mkdtemp(join(tmpdir(), "stream-"));
  closing.push(vendor.close, () => rm(folder, { recursive: true }));
  const from = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 180_000).toISOString();
  const { child, code, said } = await stream(vendor, "--from", from, "--store", folder);
  await expect.poll(() => said().match(/^BTC-USDT {2}/gm)?.length ?? 0, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
  await expect.poll(() => vendor.sockets.length, { timeout: 20_000 }).toBe(1);
  child.kill("SIGINT");
  await code;
  const store = await openStore(folder);
  expect((await store.openBars("BTC-USDT", { interval: "1m" })).closeTime.length).toBeGreaterThanOrEqual(3);
  await store.close();
}, 60_000);

test("an unknown symbol ends the command with the reason", async () => {
  const vendor = await startVendor(() => ({ status: 400, body: { code: -1121, msg: "Invalid symbol." } }));
  closing.push(vendor.close);
  const { code, said } = await stream(vendor, "--from", new Date(Date.now() - 180_000).toISOString());
  expect(await code).toBe(1);
  expect(said()).toContain("binance");
}, 60_000);
