import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../lib/runs/folders.ts";
import { COMMANDS } from "./commands.ts";

const entry = path.join(projectFolder, "scripts", "marketbook.ts");

function marketbook(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], { cwd: projectFolder, encoding: "utf8", env: { ...process.env, MARKETBOOK_DEBUG: "", ...environment } });
  return { status, stdout, stderr };
}

describe("marketbook", () => {
  it("lists every command with an example in its help", () => {
    const { status, stdout } = marketbook(["--help"]);
    expect(status).toBe(0);
    for (const { name, example } of COMMANDS) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
      expect(stdout).toContain(`npx marketbook ${example}`);
    }
  });

  it("knows help as a word of its own", () => {
    expect(marketbook(["help"]).stdout).toBe(marketbook(["--help"]).stdout);
    expect(marketbook(["help", "factors"])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: marketbook factors /) });
  });

  it("shows no folder of this machine in any command's help", () => {
    for (const name of ["book", "lab", "bench"]) expect(marketbook([name, "--help"])).toMatchObject({ status: 0, stdout: expect.not.stringContaining(projectFolder) });
  });

  it("refuses a book of no run and a book in a folder that is not there", () => {
    expect(marketbook(["book", "--run", "../.."])).toMatchObject({ status: 1, stderr: expect.stringMatching(/^marketbook book: there is no run "\.\.\/\.\."/) });
    expect(marketbook(["bench", "xyzzy"]).stderr).toMatch(/^marketbook bench: there is no suite "xyzzy"\. The suites are /);
  });

  it("prints its version", () => {
    expect(marketbook(["--version"])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it("suggests the command and the option that were meant, with exit code 2", () => {
    expect(marketbook(["strat"])).toEqual({ status: 2, stdout: "", stderr: "marketbook: unknown command 'strat' (Did you mean start?). See npx marketbook --help\n" });
    expect(marketbook(["start", "--onyl", "x"])).toMatchObject({ status: 2, stderr: expect.stringMatching(/^marketbook start: unknown option '--onyl' \(Did you mean --only\?\)/) });
  });

  it("names a command of a command, and its own help, where its line is wrong", () => {
    expect(marketbook(["data", "show"])).toEqual({ status: 2, stdout: "", stderr: "marketbook data show: missing required argument 'symbol'. See npx marketbook data show --help\n" });
    expect(marketbook(["data", "lss"]).stderr).toBe("marketbook data: unknown command 'lss' (Did you mean ls?). See npx marketbook data --help\n");
    expect(marketbook(["help", "data", "show"])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: marketbook data show /) });
  });

  it("says in its help what the exit codes mean", () => {
    expect(marketbook(["--help"]).stdout).toContain("Exit codes:\n  0 done   1 failed, or something wrong was found   2 the command line is wrong\n");
  });

  it("refuses a parameter without its value, and an argument too many, with exit code 2", () => {
    expect(marketbook(["start", "-p", "lookback"])).toMatchObject({ status: 2, stderr: expect.stringContaining("-p takes a name and a value") });
    expect(marketbook(["check", "everything"])).toMatchObject({ status: 2, stderr: expect.stringContaining("marketbook check: too many arguments") });
  });

  it("takes the engines' names alone, and names the one that was meant", () => {
    expect(marketbook(["start", "--engine", "wsam"])).toMatchObject({ status: 2, stderr: expect.stringContaining("Did you mean wasm? The engines are native, cpu, cuda, wasm.") });
    expect(marketbook(["start", "--engine", "gpu"]).stderr).toContain("Did you mean cuda?");
    expect(marketbook(["notebook", "--engine", "cudda", "in.ipynb"]).stderr).toContain("Did you mean cuda?");
  });

  it("says in one paragraph what went wrong, with exit code 1 and no stack", () => {
    const { status, stderr } = marketbook(["bench", "wakl"]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^marketbook bench: there is no suite "wakl"; did you mean walk\? .*\n$/);
  });

  it("adds the stack with MARKETBOOK_DEBUG=1", () => {
    expect(marketbook(["bench", "wakl"], { MARKETBOOK_DEBUG: "1" }).stderr).toMatch(/\n {4}at /);
  });

  it("does not start the tests from a test", () => {
    expect(marketbook(["test"], { MARKETBOOK_UNDER_TEST: "1" })).toMatchObject({ status: 1, stderr: expect.stringContaining("the tests are running already") });
  });

  it("ends quietly when the reader of its output has gone", async () => {
    const child = spawn(process.execPath, [entry, "--help"], { cwd: projectFolder, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let said = "";
    child.stderr.on("data", (text) => (said += text));
    await new Promise((resolve) => child.once("close", resolve));
    expect(said).not.toContain("    at ");
  });

  it("stops at Ctrl-C with exit code 130 and says so", async () => {
    const child = spawn(process.execPath, [entry, "check"], { cwd: projectFolder, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stderr.on("data", (text) => (said += text));
    child.stdout.once("data", () => child.kill("SIGINT"));
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect(code).toBe(130);
    expect(said).toContain("stopped by you, nothing half-written");
  });

  it.runIf(process.platform === "linux")("keeps its words out of data that go to standard output", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "stdout-"));
    try {
      writeFileSync(path.join(folder, "bars.csv"), ["date,open,high,low,close,volume", "2020-01-01,1,2,1,1,7", "2020-01-02,1,2,1,2,7", ""].join("\n"));
      const script = '"$0" "$@" | cat';
      const command = [process.execPath, entry, "factors", "--input", "bars.csv", "--output", "/dev/stdout", "--only", "sma_2"];
      const { stdout, stderr } = spawnSync("bash", ["-c", script, ...command], { cwd: folder, encoding: "utf8" });
      expect(stdout).toBe("date,sma_2\n2020-01-01,\n2020-01-02,1.5\n");
      expect(stderr).toContain("/dev/stdout: 1 column of 2 bars of bars");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.runIf(process.platform !== "win32")("names the file that grew beyond the shell's limit, and leaves nothing of it", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "limit-"));
    try {
      const days = Array.from({ length: 90 }, (_, t) => `${new Date(Date.UTC(2020, 0, 1 + t)).toISOString().slice(0, 10)},1,2,1,1,7`);
      writeFileSync(path.join(folder, "bars.csv"), ["date,open,high,low,close,volume", ...days].join("\n"));
      const script = 'ulimit -f 1; exec "$0" "$@"';
      const command = [process.execPath, entry, "factors", "--input", "bars.csv", "--output", "out.csv", "--only", "sma_5,ema_5,rsi_5"];
      const { status, stderr } = spawnSync("bash", ["-c", script, ...command], { cwd: folder, encoding: "utf8", env: { ...process.env, MARKETBOOK_DEBUG: "" } });
      expect(stderr).toMatch(/^marketbook factors: out.csv would be larger than this shell allows; .*\n$/);
      expect(status).toBe(1);
      expect(readdirSync(folder)).toEqual(["bars.csv"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
