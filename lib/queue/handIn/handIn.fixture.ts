import { writeSync } from "node:fs";
import { z } from "zod";
import { openHandIn, openQueue } from "../index.ts";
import { fixtureCode, fixtureWork, waitingWork } from "../queue.fixture.ts";

// Hands in a job, prints its id and waits for it for ever, so that a test can kill it.

const { folder, job, url } = z.object({ url: z.string(), folder: z.string(), job: z.object({ name: z.string(), until: z.string(), log: z.string() }) }).parse(JSON.parse(process.env["HAND_IN"] ?? "{}"));
const handIn = openHandIn({ queue: await openQueue({ url, work: fixtureWork, code: () => fixtureCode }), code: fixtureCode, folder });
const told = setInterval(() => {
  if (handIn.ids.length === 0) return;
  clearInterval(told);
  writeSync(1, `${handIn.ids[0]}\n`);
}, 20);
await handIn.submit(waitingWork, job, async () => undefined, {});
