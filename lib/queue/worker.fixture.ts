import { writeSync } from "node:fs";
import { z } from "zod";
import { fixtureCode, fixtureWork } from "./queue.fixture.ts";
import { openWorker } from "./worker/openWorker.ts";

// A worker in a process of its own, which a test may kill. It prints what it says, that it ends, and by SIGUSR2 the memory that is in use.

const asked = z.object({
  url: z.string(), folder: z.string(), gpuLock: z.string(), ca: z.string().optional(), concurrency: z.number().default(1), gpu: z.boolean().default(false),
  stalledAfter: z.number().default(30_000), grace: z.number().default(30_000),
}).parse(JSON.parse(process.env["WORKER"] ?? "{}"));
const { ca, url, ...options } = asked;
const say = (line: string): void => void writeSync(1, `${line}\n`);
const worker = await openWorker({ ...options, address: { url, ...(ca !== undefined && { ca }) }, work: fixtureWork, code: () => fixtureCode, say });
say("ready");
process.on("SIGUSR2", () => {
  globalThis.gc?.();
  const { external, heapUsed } = process.memoryUsage();
  say(`megabytes ${Math.round((external + heapUsed) / 2 ** 20)}`);
});
process.on("SIGTERM", () => {
  const closed = worker.close();
  say("ending");
  void closed.then((handedBack) => (say(`handed back ${handedBack}`), process.exit(0)));
});
