import { existsSync, readFileSync } from "node:fs";

/** Whether a process of this number is there; one of another user is. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * When a process started, in ticks since the machine did; "" where the system does not tell; undefined where there is no such process.
 * A number is given again after its process ended: number and start together tell one process from another.
 */
export function startOfProcess(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined;
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return "";
  try {
    // The name in brackets may hold blanks; the start is the twentieth field behind it.
    return readFileSync(file, "utf8").split(") ").at(-1)?.split(" ")[19] ?? "";
  } catch (error) {
    if (isAlive(pid)) throw error;
    return undefined; // it ended in between
  }
}
