import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
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
const ENDLESS = "while (true) {}";

beforeAll(async () => void (await startPool({ size: 2 })));
afterAll(async () => {
  await stopPool({ now: true });
  await until(() => !existsSync(poolSocket()));
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

type Asked = { readonly words: readonly string[]; readonly environment?: Readonly<Record<string, string>>; readonly signal?: AbortSignal; readonly onText?: (text: string) => void };

async function run({ environment = {}, onText = () => {}, signal, words }: Asked): Promise<{ outcome: PoolOutcome; stdout: string; stderr: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  stderr.on("data", (piece) => onText(String(piece)));
  const said = Promise.all([text(stdout), text(stderr)]);
  const outcome = await runInPool({ arguments: words, folder: at("elsewhere"), environment: { ...variables(), ...environment }, stdout, stderr, ...(signal && { signal }) })
    .finally(() => (stdout.end(), stderr.end()));
  const [out, error] = await said;
  return { outcome, stdout: out, stderr: error };
}

/** One that another helper's edit of the kernel has ended is started again. */
const pool = () => startPool({ size: 2 });

describe("a pool of kernels", () => {
  it("is one, although two start it at once, on a socket that only its user can open", async () => {
    await stopPool({ now: true });
    await until(() => !existsSync(poolSocket()));
    const started = await Promise.all([startPool({ size: 2 }), startPool({ size: 2 })]);
    expect(started[0].pid).toBe(started[1].pid);
    expect(started.map((each) => each.started).sort()).toEqual([false, true]);
    expect(statSync(poolSocket()).mode & 0o777).toBe(0o600);
    expect(statSync(poolFolder()).mode & 0o777).toBe(0o700);
  });

  it("says what its processes take", async () => {
    await pool();
    const found = await poolStatus();
    expect(found?.kernels.length).toBeGreaterThan(0);
    expect(found?.kernels.every(({ bytes }) => bytes > 10e6)).toBe(true);
    expect(found?.bytes).toBeGreaterThan(10e6);
  });

  it("ends its kernels when it is stopped", async () => {
    const { kernels, pid } = await pool();
    await stopPool();
    await until(() => !lives(pid));
    expect(kernels.filter((each) => lives(each.pid))).toEqual([]);
    expect(existsSync(poolSocket())).toBe(false);
  });
});

describe("a run by a warm kernel", () => {
  const surroundings = `JSON.stringify([rows, process.cwd(), process.env.NOTEBOOK_DIR, process.env.PLANTED, process.umask(), typeof fetch, process.env.TF_ENABLE_ONEDNN_OPTS])`;

  it("gives what a fresh kernel gives, in the caller's folder and environment", async () => {
    const input = writeNotebook(at("same.ipynb"), PARAMETERS, `import { randomKey, randomStream } from "./lib/random/index.ts";`, "const walk = Array.from({ length: rows }, () => randomStream(randomKey(7)).normal());\nconsole.log(walk);", "({ rows, walk })", surroundings, "walk.map((value) => value.toFixed(3))");
    await pool();
    const before = process.umask(0o027);
    try {
      const { outcome, stderr } = await run({ words: [input, at("warm.ipynb"), "-p", "rows", "4"], environment: { PLANTED: "here" } });
      expect(outcome, stderr).toEqual({ exitCode: 0, kernel: "warm" });
      const child = spawn(process.execPath, [marketbook, "run", "--no-pool", input, at("cold.ipynb"), "-p", "rows", "4"], { cwd: at("elsewhere"), env: { ...variables(), PLANTED: "here" }, stdio: "ignore" });
      expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
      expect(outputsOf(at("warm.ipynb"))).toEqual(outputsOf(at("cold.ipynb")));
      expect(JSON.stringify(outputsOf(at("warm.ipynb")))).toContain("here");
    } finally {
      process.umask(before);
    }
  });

  it("uses a kernel that nobody used before", async () => {
    const input = writeNotebook(at("once.ipynb"), PARAMETERS, "console.log(Reflect.get(globalThis, 'used') ?? 'new', process.pid);\nReflect.set(globalThis, 'used', 'used');");
    const said: string[] = [];
    for (const name of ["first.ipynb", "second.ipynb", "third.ipynb"]) {
      await pool();
      expect((await run({ words: [input, at(name)] })).outcome).toEqual({ exitCode: 0, kernel: "warm" });
      said.push(JSON.stringify(outputsOf(at(name))));
    }
    expect(said.every((each) => each.includes("new "))).toBe(true);
    expect(new Set(said).size).toBe(3);
  });

  it("is refused by its own checks as a cold one is, and fails with its exit code", async () => {
    const input = writeNotebook(at("failing.ipynb"), PARAMETERS, "throw new RangeError('unlucky');");
    await pool();
    const misspelt = await run({ words: [input, at("never.ipynb"), "-p", "row", "4"] });
    expect(misspelt.stderr).toContain('no parameter "row". Did you mean "rows"?');
    expect(misspelt.outcome).toMatchObject({ kernel: "none" });
    const failed = await run({ words: [input, at("failed.ipynb")] });
    expect(failed.outcome).toEqual({ exitCode: 1, kernel: "warm" });
    expect(failed.stderr).toContain("failed with RangeError: unlucky");
  });

  it("is not taken where the caller's environment needs a process of its own", async () => {
    await pool();
    const { outcome } = await run({ words: ["x.ipynb"], environment: { NODE_OPTIONS: "--max-old-space-size=300" } });
    expect(outcome).toEqual({ unavailable: "the pool of kernels refused the run: it was started with another NODE_OPTIONS" });
  });
});

describe("a run by a warm kernel that is broken off", () => {
  it("ends with its kernel when it is stopped", async () => {
    const input = writeNotebook(at("endless.ipynb"), PARAMETERS, `require("node:fs").writeFileSync(${JSON.stringify(at("stopped.pid"))}, String(process.pid));`, ENDLESS);
    await pool();
    const controller = new AbortController();
    const ended = run({ words: [input, at("stopped.ipynb")], signal: controller.signal });
    await until(() => existsSync(at("stopped.pid")));
    controller.abort(new Error("stopped by the test"));
    expect((await ended).outcome).toMatchObject({ exitCode: 130 });
    await until(() => !lives(Number(readFileSync(at("stopped.pid"), "utf8"))));
  });

  it("ends with its kernel when the caller is killed outright", async () => {
    const input = writeNotebook(at("orphan.ipynb"), PARAMETERS, `require("node:fs").writeFileSync(${JSON.stringify(at("orphan.pid"))}, String(process.pid));`, ENDLESS);
    await pool();
    const client = spawn(process.execPath, [marketbook, "run", input, at("orphan-out.ipynb")], { env: variables(), stdio: "ignore" });
    await until(() => existsSync(at("orphan.pid")));
    client.kill("SIGKILL");
    await until(() => !lives(Number(readFileSync(at("orphan.pid"), "utf8"))));
    await until(async () => (await poolStatus())?.running !== 1);
  });

  it("fails clearly when the pool is killed, whose kernels and socket are no hindrance to the next", async () => {
    const input = writeNotebook(at("killed.ipynb"), PARAMETERS, `require("node:fs").writeFileSync(${JSON.stringify(at("killed.pid"))}, String(process.pid));`, ENDLESS);
    const { kernels, pid } = await pool();
    const ended = run({ words: [input, at("killed-out.ipynb")] }).catch((error: unknown) => String(error));
    await until(() => existsSync(at("killed.pid")));
    process.kill(pid, "SIGKILL");
    expect(await ended).toContain("the pool of kernels ended while the notebook ran");
    await until(() => kernels.every((each) => !lives(each.pid)) && processesWith(input).length === 0);
    expect(existsSync(poolSocket())).toBe(true);
    expect(await poolStatus()).toBeUndefined();
    expect(await run({ words: [input, at("none.ipynb")] })).toMatchObject({ outcome: { unavailable: "no pool of kernels is up" } });
    expect((await startPool({ size: 1 })).started).toBe(true);
  });

  it("is left to a fresh kernel where what listens is no pool", async () => {
    await stopPool({ now: true });
    await until(() => !existsSync(poolSocket()));
    writeFileSync(poolSocket(), "");
    expect(await run({ words: ["x.ipynb"] })).toMatchObject({ outcome: { unavailable: "no pool of kernels is up" } });
    rmSync(poolSocket());
  });
});
