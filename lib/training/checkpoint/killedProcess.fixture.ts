import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Lines that a program prints in a process of its own, which is killed at once when it has printed so many. */
export async function linesUntilKilled(program: string, given: readonly string[], killedAfter = Infinity): Promise<string[]> {
  const child = spawn(process.execPath, [program, ...given], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === killedAfter) child.kill("SIGKILL");
  }
  await ended;
  return lines;
}
