import { spawn } from "node:child_process";
import path from "node:path";
import { interruption, stopIfInterrupted } from "./interruption.ts";

/** How long a child may take to end after Ctrl-C before it is killed, in milliseconds. */
const GRACE = 5000;

/**
 * Runs a program with the terminal's own input and output, and gives its exit code.
 * Ctrl-C ends it and throws `Interrupted`; another program's end of it throws too.
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
      child.once("close", (exit, by) => {
        if (exit === null && !signal.aborted) reject(new Error(`${path.basename(program)} was ended by ${by}; the system ends what takes too much memory in this way`));
        else resolve(exit ?? 1);
      });
    });
    stopIfInterrupted();
    return code;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
