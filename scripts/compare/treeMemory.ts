import { readdirSync, readFileSync } from "node:fs";

const EVERY = 1000; // milliseconds

/** Bytes that this process and all that it started hold in memory now; what they share is counted in each. Undefined where there is no /proc. */
export function treeMemory(root = process.pid): number | undefined {
  if (process.platform !== "linux") return undefined;
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap(ofProcess);
  const family = new Set([root]);
  for (let grown = -1; grown !== family.size; ) {
    grown = family.size;
    for (const { id, parent } of processes) if (family.has(parent)) family.add(id);
  }
  return processes.reduce((sum, { bytes, id }) => sum + (family.has(id) ? bytes : 0), 0);
}

function ofProcess(name: string): readonly { readonly id: number; readonly parent: number; readonly bytes: number }[] {
  try {
    const status = readFileSync(`/proc/${name}/status`, "utf8");
    const number = (field: string) => Number(new RegExp(`^${field}:\\s*(\\d+)`, "m").exec(status)?.[1] ?? 0);
    return [{ id: Number(name), parent: number("PPid"), bytes: number("VmRSS") * 1024 }];
  } catch {
    return []; // it has ended since the folder was read
  }
}

/** Watches the memory of this process and its children; `most` gives the most that was seen. */
export function watchMemory(): { readonly most: () => number | undefined; readonly stop: () => void } {
  let most = treeMemory();
  const look = () => void (most = most === undefined ? undefined : Math.max(most, treeMemory() ?? 0));
  const timer = setInterval(look, EVERY);
  timer.unref();
  return {
    most: () => (look(), most),
    stop: () => clearInterval(timer),
  };
}
