import { spawn } from "node:child_process";
import { interruption, stopIfInterrupted } from "./interruption.ts";

/** How long a child may take to end after Ctrl-C before it is killed, in milliseconds. */
const GRACE = 5000;

/**
 * Runs a program with the terminal's own input and output, and gives its exit code; 128 + signal is 1 here.
 * Ctrl-C ends it and throws `Interrupted`.
 */
export async function runChild(program: string, args: readonly string[], options: { cwd: string; environment?: Readonly<Record<string, string>> }): Promise<number> {
  const signal = interruption();
  stopIfInterrupted();
  const child = spawn(program, args, { cwd: options.cwd, stdio: "inherit", env: { ...process.env, ...options.environment } });
  const stop = () => {
    child.kill("SIGINT");
    setTimeout(() => child.kill("SIGKILL"), GRACE).unref();
  };
  signal.addEventListener("abort", stop);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exit) => resolve(exit ?? 1));
    });
    stopIfInterrupted();
    return code;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
