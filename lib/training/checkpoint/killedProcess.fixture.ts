import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Lines that a program prints in a process of its own, which is killed at once, with all processes it started, when it has printed so many. */
export async function linesUntilKilled(program: string, given: readonly string[], killedAfter = Infinity): Promise<string[]> {
  const child = spawn(process.execPath, [program, ...given], { stdio: ["ignore", "pipe", "inherit"], detached: true });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    // Its group: a worker left behind could finish one more file after the files were counted.
    if (lines.length === killedAfter) process.kill(-child.pid!, "SIGKILL");
  }
  await ended;
  return lines;
}
