import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { treeMemory, watchMemory } from "./treeMemory.ts";

const MEGABYTE = 2 ** 20;

test.runIf(process.platform === "linux")("counts what a child holds, and remembers the most", async () => {
  const watch = watchMemory();
  const before = treeMemory()!;
  const child = spawn(process.execPath, ["-e", `const kept = Buffer.alloc(${200 * MEGABYTE}, 1); console.log(kept.length); setInterval(() => kept.fill(2, 0, 1), 1e6)`], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  expect(treeMemory()! - before).toBeGreaterThan(150 * MEGABYTE);
  expect(watch.most()! - before).toBeGreaterThan(150 * MEGABYTE);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(watch.most()! - before).toBeGreaterThan(150 * MEGABYTE);
  expect(treeMemory()! - before).toBeLessThan(150 * MEGABYTE);
  watch.stop();
});

test("of a process that is not there nothing is held", () => {
  expect(treeMemory(2 ** 30) ?? 0).toBe(0);
});
