import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { type Asked, type Reply, startVendor, type Vendor } from "../../lib/market/connection/vendor.fixture.ts";
import { binanceKlines } from "../../lib/market/sources/binanceVendor.fixture.ts";

/** The command line in a process of its own. `said` is both of its outputs as they came. */
export type FetchProcess = { readonly child: ChildProcess; readonly stdout: () => string; readonly stderr: () => string; readonly ended: Promise<number | NodeJS.Signals> };

/** `marketbook fetch` as a user runs it, without a terminal; it is killed with the test if it still runs. */
export function startFetch(argv: readonly string[], environment: Readonly<Record<string, string>>): FetchProcess {
  const child = spawn(process.execPath, ["scripts/marketbook.ts", "fetch", ...argv], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, MARKETBOOK_DEBUG: "", NODE_NO_WARNINGS: "1", ...environment } });
  const text = { stdout: "", stderr: "" };
  child.stdout.on("data", (part: Buffer) => void (text.stdout += part.toString()));
  child.stderr.on("data", (part: Buffer) => void (text.stderr += part.toString()));
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, stdout: () => text.stdout, stderr: () => text.stderr, ended: once(child, "close").then(([code, signal]) => code ?? signal) };
}

export type Market = { readonly thinks?: number; readonly instead?: (asked: Asked) => Reply | undefined; /** What it waits for before it answers. */ readonly opens?: (asked: Asked) => Promise<unknown> };

/** A vendor of made-up minutes that thinks for a while, and may answer otherwise. Closed with the test. */
export async function startMarket({ instead = () => undefined, opens = async () => {}, thinks = 15 }: Market = {}): Promise<Vendor> {
  const vendor = await startVendor(async (asked) => {
    await opens(asked);
    await setTimeout(thinks);
    return instead(asked) ?? { body: binanceKlines(asked.query, { now: Date.now() }) };
  });
  onTestFinished(() => vendor.close());
  return vendor;
}

/** Waits until the vendor was asked so often in all, or the process has ended. */
export async function askedTimes(vendor: Vendor, times: number, { child }: FetchProcess): Promise<void> {
  while (vendor.asked.length < times && child.exitCode === null && child.signalCode === null) await setTimeout(1);
}
