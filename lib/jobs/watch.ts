import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { z } from "zod";

// The watching thread of a worker process: kills it when its parent is gone or it takes more memory than allowed.

const { limit, parent } = z.object({ parent: z.number(), limit: z.number().nullable() }).parse(workerData);
const MEGABYTE = 2 ** 20;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  const used = Math.round(process.memoryUsage.rss() / MEGABYTE);
  if (limit === null || used <= limit) return;
  writeSync(2, `the process takes ${used} MB, more than its limit of ${limit} MB\n`);
  process.kill(process.pid, "SIGKILL");
}, 200);
