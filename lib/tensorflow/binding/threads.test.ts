import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { startEngine } from "../engine.ts";
import { hasNativeOps } from "../native.ts";

beforeAll(async () => void (await startEngine()));

const fixture = fileURLToPath(new URL("threads.fixture.ts", import.meta.url));
type Printed = { readonly first: number[]; readonly echoed: string; readonly second: number[]; readonly inWorker: { readonly sums: number[]; readonly powers: number[] }; readonly beside: number[]; readonly after: number[] };

function runWith(threads: string): { readonly status: number | null; readonly signal: string | null; readonly printed: Printed } {
  const { signal, status, stderr, stdout } = spawnSync(process.execPath, [fixture], { encoding: "utf8", env: { ...process.env, TF_NUM_INTRAOP_THREADS: threads } });
  const line = stdout.split("\n").find((text) => text.startsWith("{"));
  if (!line) throw new Error(`the process printed nothing: ${stderr}`);
  return { status, signal, printed: JSON.parse(line) };
}

describe.runIf(hasNativeOps())("threads of the recurrent ops", () => {
  test("let a process start another, use worker threads that compile steps of their own, and end by itself", () => {
    const { printed, signal, status } = runWith("2");
    expect({ signal, status }).toEqual({ signal: null, status: 0 });
    expect(printed.echoed).toBe("2");
    expect(printed.second).toEqual(printed.first);
    expect(printed.inWorker.sums).toEqual(printed.first);
    const powers = Array.from({ length: 40 }, (_, k) => 2 ** (k + 1));
    expect([printed.inWorker.powers, printed.beside, printed.after]).toEqual([powers, powers, powers]);
  }, 120_000);

  test("change sums by their rounding alone, however many there are", () => {
    const [one, two] = [runWith("1").printed.first, runWith("2").printed.first];
    one.forEach((value, k) => expect(Math.abs(value - two[k]!)).toBeLessThan(1e-5));
  }, 120_000);
});
