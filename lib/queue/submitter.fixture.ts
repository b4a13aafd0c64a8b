import { writeSync } from "node:fs";
import { z } from "zod";
import { openQueue } from "./openQueue.ts";
import { fixtureCode, fixtureWork, waitingWork } from "./queue.fixture.ts";

// Submits a job and waits for it for ever, so that a test can kill it.

const { job, url } = z.object({ url: z.string(), job: z.object({ name: z.string(), until: z.string(), log: z.string() }) }).parse(JSON.parse(process.env["SUBMIT"] ?? "{}"));
const queue = await openQueue({ url, work: fixtureWork, code: () => fixtureCode });
const submitted = await queue.submit(waitingWork, job, { id: "mine" });
writeSync(1, `${submitted.id}\n`);
await submitted.result;
