import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it, vi } from "vitest";
import { variables } from "../../../environment/variables.mjs";
import { projectFolder } from "../folders.ts";
import { poolFolder, poolSocket } from "./address.ts";
import { lives, outputsOf, processesWith, until, writeNotebook } from "./notebook.fixture.ts";
import { poolStatus, startPool, stopPool } from "./pool.ts";
import { runInPool, type PoolOutcome } from "./runInPool.ts";

const folder = mkdtempSync(path.join(tmpdir(), "marketbook-pool-"));
const at = (name: string) => path.join(folder, name);
const marketbook = path.join(projectFolder, "scripts/marketbook.ts");
vi.stubEnv("MARKETBOOK_KERNELS", at("pool"));
mkdirSync(at("elsewhere"));
const PARAMETERS = "let rows: number = 3; // as in any notebook";

afterAll(async () => {
  await stopPool({ now: true });
  await until(() => !existsSync(poolSocket()));
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
}, 300_000);

type Asked = { readonly words: readonly string[]; readonly environment?: Readonly<Record<string, string>>; readonly signal?: AbortSignal };

async function run({ environment = {}, signal, words }: Asked): Promise<{ outcome: PoolOutcome; stdout: string; stderr: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const outcome = await runInPool({ arguments: words, folder: at("elsewhere"), environment: { ...variables(), ...environment }, stdout, stderr, ...(signal && { signal }) })
    .finally(() => (stdout.end(), stderr.end()));
  const [out, error] = await said;
  return { outcome, stdout: out, stderr: error };
}

/** The pool of these tests with a kernel that is ready. One kernel stands by: each that is started takes seconds. */
const pool = () => startPool({ size: 1 });

/** A notebook that tells its kernel's process and goes on for ever. */
function endless(name: string): { readonly input: string; kernel(): Promise<number> } {
  const input = writeNotebook(at(`${name}.ipynb`), PARAMETERS, `require("node:fs").writeFileSync(${JSON.stringify(at(`${name}.draft`))}, String(process.pid));\nrequire("node:fs").renameSync(${JSON.stringify(at(`${name}.draft`))}, ${JSON.stringify(at(`${name}.pid`))});`, "while (true) {}");
  const kernel = async () => {
    await until(() => existsSync(at(`${name}.pid`)));
    return Number(readFileSync(at(`${name}.pid`), "utf8"));
  };
  return { input, kernel };
}

describe("a pool of kernels", { timeout: 300_000 }, () => {
  it("is one, although two start it at once, on a socket that only its user can open", async () => {
    const started = await Promise.all([pool(), pool()]);
    expect(started[0].pid).toBe(started[1].pid);
    expect(started.map((each) => each.started).sort()).toEqual([false, true]);
    expect(statSync(poolSocket()).mode & 0o777).toBe(0o600);
    expect(statSync(poolFolder()).mode & 0o777).toBe(0o700);
  });

  it("says what its processes take", async () => {
    const { bytes, kernels } = await pool();
    expect(kernels.length).toBeGreaterThan(0);
    expect(Math.min(bytes, ...kernels.map((each) => each.bytes))).toBeGreaterThan(10e6);
  });
});

describe("a run by a warm kernel", { timeout: 300_000 }, () => {
  const surroundings = `JSON.stringify([rows, process.cwd(), process.env.NOTEBOOK_DIR, process.env.PLANTED, process.umask(), typeof fetch, process.env.TF_ENABLE_ONEDNN_OPTS, Reflect.get(globalThis, "used") ?? "new"])`;

  it("fails with the exit code of a cold one", async () => {
    const input = writeNotebook(at("failing.ipynb"), PARAMETERS, 'Reflect.set(globalThis, "used", "used");', "throw new RangeError('unlucky');");
    await pool();
    const failed = await run({ words: [input, at("failed.ipynb")] });
    expect(failed.outcome).toEqual({ exitCode: 1, kernel: "warm" });
    expect(failed.stderr).toContain("failed with RangeError: unlucky");
  });

  it("has a kernel that nobody used before, and gives what a fresh one gives, in the caller's folder and environment", async () => {
    const input = writeNotebook(at("same.ipynb"), PARAMETERS, `import { randomKey, randomStream } from "./lib/random/index.ts";`, "const walk = Array.from({ length: rows }, () => randomStream(randomKey(7)).normal());\nconsole.log(walk);", "({ rows, walk })", surroundings, "walk.map((value) => value.toFixed(3))");
    await pool();
    const before = process.umask(0o027);
    try {
      const { outcome, stderr } = await run({ words: [input, at("warm.ipynb"), "-p", "rows", "4"], environment: { PLANTED: "here" } });
      expect(outcome, stderr).toEqual({ exitCode: 0, kernel: "warm" });
      const child = spawn(process.execPath, [marketbook, "run", "--no-pool", input, at("cold.ipynb"), "-p", "rows", "4"], { cwd: at("elsewhere"), env: { ...variables(), PLANTED: "here" }, stdio: "ignore" });
      expect(await once(child, "close")).toEqual([0, null]);
      expect(outputsOf(at("warm.ipynb"))).toEqual(outputsOf(at("cold.ipynb")));
      expect(JSON.stringify(outputsOf(at("warm.ipynb")))).toMatch(/here.*new/);
    } finally {
      process.umask(before);
    }
  });

  it("is not taken where the caller's environment needs a process of its own", async () => {
    await pool();
    const { outcome } = await run({ words: ["x.ipynb"], environment: { NODE_OPTIONS: "--max-old-space-size=300" } });
    expect(outcome).toEqual({ unavailable: "the pool of kernels refused the run: it was started with another NODE_OPTIONS" });
  });
});

describe("a run by a warm kernel that is broken off", { timeout: 300_000 }, () => {
  it("ends with its kernel when it is stopped", async () => {
    const { input, kernel } = endless("stopped");
    await pool();
    const controller = new AbortController();
    const ended = run({ words: [input, at("stopped-out.ipynb")], signal: controller.signal });
    const pid = await kernel();
    controller.abort(new Error("stopped by the test"));
    expect((await ended).outcome).toMatchObject({ exitCode: 130 });
    await until(() => !lives(pid));
  });

  it("ends with its kernel when the caller is killed outright", async () => {
    const { input, kernel } = endless("orphan");
    await pool();
    const caller = spawn(process.execPath, [marketbook, "run", input, at("orphan-out.ipynb")], { env: variables(), stdio: "ignore" });
    const pid = await kernel();
    caller.kill("SIGKILL");
    await until(() => !lives(pid));
    await until(async () => ((await poolStatus())?.running ?? 0) === 0);
  });

  it("fails clearly when the pool is killed, whose kernels and socket are no hindrance to the next", async () => {
    const { input, kernel } = endless("killed");
    const { kernels, pid } = await pool();
    const ended = run({ words: [input, at("killed-out.ipynb")] }).catch((error: unknown) => String(error));
    await kernel();
    process.kill(pid, "SIGKILL");
    expect(await ended).toContain("the pool of kernels ended while the notebook ran");
    await until(() => kernels.every((each) => !lives(each.pid)) && processesWith(input).length === 0);
    expect(existsSync(poolSocket())).toBe(true);
    expect(await poolStatus()).toBeUndefined();
    expect(await run({ words: [input, at("none.ipynb")] })).toMatchObject({ outcome: { unavailable: "no pool of kernels is up" } });
    expect((await pool()).started).toBe(true);
  });
});

describe("a pool at its end", { timeout: 300_000 }, () => {
  it("has refused by a run's own checks what a cold run refuses, and ends its kernels", async () => {
    const input = writeNotebook(at("misspelt.ipynb"), PARAMETERS, "rows");
    const { kernels, pid } = await pool();
    const misspelt = await run({ words: [input, at("never.ipynb"), "-p", "row", "4"] });
    expect(misspelt.stderr).toContain('no parameter "row". Did you mean "rows"?');
    expect(misspelt.outcome).toEqual({ exitCode: 2, kernel: "none" });
    const atLast = await stopPool();
    await until(() => !lives(pid));
    expect([...kernels, ...(atLast?.kernels ?? [])].filter((each) => lives(each.pid))).toEqual([]);
    expect(existsSync(poolSocket())).toBe(false);
  });

  it("leaves runs to a fresh kernel, also where what listens is no pool", async () => {
    expect(await run({ words: ["x.ipynb"] })).toMatchObject({ outcome: { unavailable: "no pool of kernels is up" } });
    writeFileSync(poolSocket(), "");
    expect(await run({ words: ["x.ipynb"] })).toMatchObject({ outcome: { unavailable: "no pool of kernels is up" } });
    rmSync(poolSocket());
  });
});
