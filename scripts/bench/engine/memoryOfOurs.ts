/** Trains one epoch and prints the most memory that this process ever held, in bytes. */
import { readFileSync } from "node:fs";
import { startEngine } from "../../../lib/tensorflow/index.ts";
import { lstm128 } from "./networks.ts";
import { trainer } from "./ours.ts";
import { benchWindows } from "./windows.ts";

await startEngine();
const training = trainer(lstm128.build(), benchWindows(4096, lstm128.lookback, lstm128.features), { batch: 32 });
training.epochs(1);
console.log(peakMemory());
training.dispose();

/** Linux counts a parent's memory in a child's resource usage, so it is asked for this process's own. */
function peakMemory(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /^VmHWM:\s*(\d+)/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}
