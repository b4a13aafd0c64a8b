import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { functions } from "../samplers/functions.fixture.ts";
import { defineTrial } from "../defineTrial.ts";

// Worker processes import this file: it names the files it needs, so that each of them starts fast.

/** Where this module lies, for the workers. */
export const fixtureModule = new URL(import.meta.url);

/** Branin after some steps that come near it from above; `waits` milliseconds at each, `log` takes a line a trial. */
export const braninTrial = defineTrial("branin", z.object({ waits: z.number().default(0), steps: z.number().default(9), log: z.string().optional() }), async (settings, { log, steps, waits }, { report, signal }) => {
  if (log !== undefined) appendFileSync(log, `${JSON.stringify(settings)}\n`);
  const value = functions.branin.value(settings);
  for (let step = 1; step <= steps; step++) {
    if (waits > 0) await sleep(waits * (1 + (Math.round(100 * Math.abs(value)) % 3)), undefined, { signal });
    report(step, value + 5 / step);
  }
  return value;
});

/** Fails by its model, by a value that is none, or by the death of its process. */
export const troubled = defineTrial("troubled", z.object({ kills: z.boolean().default(false) }), async ({ x }, { kills }) => {
  if (Number(x) < 0.15) throw new Error("the model refuses a small x");
  if (Number(x) < 0.3) return Number.NaN;
  if (kills && Number(x) > 0.8) process.kill(process.pid, "SIGKILL");
  return Number(x);
});
