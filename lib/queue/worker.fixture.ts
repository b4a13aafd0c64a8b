import { writeSync } from "node:fs";
import { z } from "zod";
import { openWorker } from "./index.ts";
import { fixtureCode, fixtureWork } from "./queue.fixture.ts";

// A worker in a process of its own, which a test may kill. It prints what it says, and its memory when it is asked to end, or by SIGUSR2.

const asked = z.object({
  url: z.string(), folder: z.string(), gpuLock: z.string(), ca: z.string().optional(), concurrency: z.number().default(1), gpu: z.boolean().default(false),
  stalledAfter: z.number().default(30_000), grace: z.number().default(30_000),
}).parse(JSON.parse(process.env["WORKER"] ?? "{}"));
const { ca, url, ...options } = asked;
const say = (line: string): void => void writeSync(1, `${line}\n`);
const worker = await openWorker({ ...options, address: { url, ...(ca !== undefined && { ca }) }, work: fixtureWork, code: () => fixtureCode, say });
say("ready");
process.on("SIGUSR2", () => say(`megabytes ${Math.round(process.memoryUsage.rss() / 2 ** 20)}`));
process.on("SIGTERM", () => void worker.close().then((handedBack) => {
  say(JSON.stringify({ handedBack, megabytes: Math.round(process.memoryUsage.rss() / 2 ** 20) }));
  process.exit(0);
}));
