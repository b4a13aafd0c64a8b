import { writeFileSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { z } from "zod";

// The watching thread of a strategy's process: where no bar is finished for so long, it writes down at which moment, and ends the process.
// It ends it too where the command was killed: an endless loop hears of that by nothing else.

const { file, limit, moment } = z.object({ file: z.string(), limit: z.number(), moment: z.instanceof(SharedArrayBuffer) }).parse(workerData);
const progress = new Float64Array(moment);
const LOOK = 50; // milliseconds

const parent = process.ppid;

let [count, waited] = [progress[0]!, 0];
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  waited = progress[0] === count ? waited + LOOK : 0;
  count = progress[0]!;
  if (waited < 1000 * limit) return;
  writeFileSync(file, JSON.stringify({ count, time: progress[1] }));
  process.kill(process.pid, "SIGKILL");
}, LOOK);
