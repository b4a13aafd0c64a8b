import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { oneLine } from "../../market/connection/shownText.ts";
import { keeperTold } from "./execute.ts";
import { openLogFile } from "./logFile.ts";

// Keeps one command: its log, its time, and its end when whoever started it is gone. Told by one line on standard input, which stays open as long as the command is wanted.

const input = createInterface({ input: process.stdin });
const closed = new Promise<void>((resolve) => input.once("close", resolve));
input.once("line", (line) => void keep(line));

async function keep(line: string): Promise<void> {
  const { args, cwd, environment, heading, log, patience, program, timeLimit } = keeperTold.parse(JSON.parse(line));
  const output = openLogFile(log, heading);
  // A group of its own, so that its children end with it.
  const child = spawn(program, args, { cwd, env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"], detached: true });
  child.stdout.on("data", output.write);
  child.stderr.on("data", output.write);
  let [isTimedOut, isStopped] = [false, false];
  const end = (): void => {
    signalGroup(child.pid, "SIGTERM");
    setTimeout(() => signalGroup(child.pid, "SIGKILL"), patience).unref();
  };
  const limit = setTimeout(() => {
    isTimedOut = true;
    end();
  }, Math.min(timeLimit, 2 ** 31 - 1));
  const stop = (): void => {
    isStopped = true;
    end();
  };
  void closed.then(stop);
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, stop);
  process.stdout.on("error", () => {}); // nobody reads any more
  const { exitCode, signal } = await new Promise<{ exitCode: number | null; signal: string | null }>((resolve) => {
    child.once("error", (error) => {
      output.write(Buffer.from(`${error.message}\n`));
      resolve({ exitCode: 127, signal: null });
    });
    // What it left running has its own hands on the pipes: the command is over when it ended, and so are they.
    child.once("exit", (code, by) => {
      signalGroup(child.pid, "SIGKILL");
      child.once("close", () => resolve({ exitCode: code, signal: by }));
      setTimeout(() => resolve({ exitCode: code, signal: by }), 2000).unref();
    });
  });
  clearTimeout(limit);
  const lastLine = oneLine(output.end(), 300);
  process.stdout.write(`${JSON.stringify({ pid: child.pid, exitCode, signal, isTimedOut, isStopped: isStopped && !isTimedOut && exitCode !== 0, lastLine })}\n`, () => process.exit(0));
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}
