import { existsSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { defineJob } from "./index.ts";

/** Where this module lies, for the workers. */
export const fixtureModule = new URL(import.meta.url);

export class PlantedError extends Error {
  override readonly name = "PlantedError";
}

/** May wait until there is a file. */
export const square = defineJob("square", { parameters: z.object({ x: z.number(), after: z.string().optional() }), result: z.number() }, async ({ after, x }) => {
  while (after !== undefined && !existsSync(after)) await sleep(10);
  return x * x;
});

export const thrower = defineJob("thrower", { parameters: z.object({ text: z.string() }), result: z.null() }, async ({ text }) => {
  throw new PlantedError(text);
});

/** Is what it should be only in part. */
export const halfNumber = defineJob("halfNumber", { parameters: z.null(), result: z.object({ loss: z.number() }) }, async () => ({ loss: Number.NaN }));

/** Kills its process until it has been tried `deaths` times. */
export const mortal = defineJob("mortal", { parameters: z.object({ deaths: z.number(), says: z.string().optional() }), result: z.number() }, async ({ deaths, says }, { attempt }) => {
  if (says !== undefined) await new Promise<void>((resolve) => process.stderr.write(says, () => resolve()));
  if (attempt <= deaths) process.kill(process.pid, "SIGKILL");
  return attempt;
});

/** Takes memory outside of the JavaScript heap, and holds it for as long as it is let. */
export const hungry = defineJob("hungry", { parameters: z.null(), result: z.number() }, async () => {
  const taken = Array.from({ length: 20 }, () => Buffer.alloc(20 * 2 ** 20, 1));
  for (;;) await sleep(1000, taken);
});

/** Tells its process, then holds the thread so that it hears nothing, for a minute. */
export const deaf = defineJob("deaf", { parameters: z.null(), result: z.null() }, async (_, { report }) => {
  report({ pid: process.pid });
  await sleep(50); // so that the message leaves
  const end = performance.now() + 60_000;
  while (performance.now() < end);
  return null;
});

/** Waits for the stop and leaves a file when it hears of it. */
export const polite = defineJob("polite", { parameters: z.object({ file: z.string() }), result: z.null() }, async ({ file }, { report, signal }) => {
  report("begun");
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
  writeFileSync(file, "heard");
  return null;
});

export const surroundings = defineJob("surroundings", { parameters: z.null(), result: z.object({ threads: z.array(z.string().nullish()), pid: z.number() }) }, async () => {
  console.log("a worker's own line");
  console.error("a worker's complaint");
  const names = ["MARKETBOOK_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS"];
  return { threads: names.map((name) => process.env[name]), pid: process.pid };
});

/** Tells three numbers, then the sum. */
export const counting = defineJob("counting", { parameters: z.array(z.number()), result: z.number() }, async (numbers, { report }) => {
  for (const number of numbers) report({ number });
  return numbers.reduce((a, b) => a + b, 0);
});

/** Asks for each number, and gives the answers. */
export const asking = defineJob("asking", { parameters: z.array(z.number()), result: z.array(z.unknown()) }, async (numbers, { ask }) => {
  const answers: unknown[] = [];
  for (const number of numbers) answers.push(await ask(number));
  return answers;
});

/** Whether a process lives. */
export function isAlive(pid: number): boolean {
  if (existsSync(`/proc/${pid}/status`)) return true;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
