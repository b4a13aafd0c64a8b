import fs from "node:fs";
import path from "node:path";
import { bindingStep, tensorflowStep } from "./engine.mjs";
import { embeddedData } from "./embedded.mjs";
import { takeLock } from "./lock.mjs";
import { packages } from "./packages.mjs";
import { testPostgres } from "./postgres.mjs";
import { papermill, python } from "./python.mjs";
import { SetupProblem } from "./problem.mjs";
import { root } from "./places.mjs";
import { progress } from "./progress.mjs";
import { testRedis } from "./redis.mjs";
import { readStamp, writeStamp } from "./stamp.mjs";
import { catboostStep, treeLibrariesStep } from "./trees.mjs";

/**
 * A part of the set-up, and where its progress is told.
 * @typedef {{ title: string, needs: number, stamp(): string, print(): string, products(): readonly string[], work(say: (text: string) => void): Promise<{ note?: string, failure?: string }>, skip?(): unknown, redo?(): unknown, failed?(): boolean }} Step
 * @typedef {{ say(text: string): unknown, step(title: string, work: (say: (text: string) => void) => Promise<string | undefined>): Promise<unknown> }} Log
 */

/** What a fresh machine needs, in order. Each step says when it is done, so that only the missing ones run. */
export const steps = [packages, python, papermill, tensorflowStep, bindingStep, treeLibrariesStep, catboostStep, embeddedData];

/** The servers that `npm test` needs besides. */
export const testSteps = [testPostgres, testRedis];

/**
 * Whether there is nothing to do for a step. A part that failed and can be done without is left alone unless `retry` is set.
 * @param {Step} step
 */
export function isDone(step, retry = false) {
  if (step.skip?.()) return true;
  if (step.redo?.() || (retry && step.failed?.())) return false;
  return readStamp(step.stamp(), step.print(), step.products()) !== undefined;
}

/**
 * Does what is missing and nothing else; at once when nothing is. Several set-ups at the same time wait for each other.
 * @param {{ todo?: readonly Step[], retry?: boolean, log?: Log, lock?: { file?: string, poll?: number } }} options
 */
export async function setUp({ todo = steps, retry = false, log = progress(), lock } = {}) {
  if (todo.every((step) => isDone(step, retry))) return;
  const release = await takeLock(log.say, lock);
  try {
    const missing = todo.filter((step) => !isDone(step, retry));
    if (missing.length === 0) return;
    log.say(`Setting up ${missing.length} of ${todo.length} parts; this is done once`);
    requireSpace(missing.reduce((sum, step) => sum + step.needs, 0));
    // A step may undo a later one (npm ci empties node_modules), so each is looked at when its turn comes.
    for (const step of todo) if (!isDone(step, retry)) await doStep(step, log);
    log.say("Set-up is complete");
  } finally {
    release();
  }
}

function doStep(step, log) {
  return log.step(step.title, async (say) => {
    fs.rmSync(step.stamp(), { force: true });
    const result = (await step.work(say)) ?? {};
    const lost = step.products().find((file) => !result.failure && !fs.existsSync(file));
    if (lost) throw new SetupProblem(`${step.title} ended without making ${path.relative(root, lost)}.`, "Start again; if it happens again, remove node_modules and .venv first.");
    writeStamp(step.stamp(), step.print(), result);
    return result.note;
  });
}

function requireSpace(gigabytes) {
  const { bavail, bsize } = fs.statfsSync(root);
  const free = (bavail * bsize) / 1e9;
  if (free < gigabytes) throw new SetupProblem(`The disk has ${free.toFixed(1)} GB free and the set-up needs ${gigabytes.toFixed(1)} GB.`, "Free the difference and start again.");
}
