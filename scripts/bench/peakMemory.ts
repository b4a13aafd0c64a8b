import { readFileSync } from "node:fs";

/** Most memory that this process ever held, in bytes. Linux counts a parent's memory in a child's resource usage, so it is asked for this process's own. */
export function peakMemory(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /^VmHWM:\s*(\d+)/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}
