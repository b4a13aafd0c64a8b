import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { performWork, type WorkList } from "./work/performWork.ts";
import { trainWork } from "./work/train.ts";
import { defineWork, type Work, type WorkContext } from "./work/work.ts";

// Worker processes import this file: it names the files it needs, so that each of them starts fast.

/** Leaves one file named after the job, whatever becomes of the job: an effect that counts once. Each attempt adds a line to another. */
export const effectWork = defineWork("effect", {
  parameters: z.strictObject({ folder: z.string(), name: z.string(), ms: z.number().default(0) }),
  result: z.string(),
  needs: () => "cpu",
  run: async ({ folder, ms, name }, { attempt }) => {
    if (ms > 0) await sleep(ms);
    mkdirSync(folder, { recursive: true });
    appendFileSync(path.join(folder, `${name}.attempts`), `${attempt}\n`);
    writeFileSync(path.join(folder, `${name}.effect`), name);
    return name;
  },
});

/** Fails until it has been tried so often. */
export const flakyWork = defineWork("flaky", {
  parameters: z.strictObject({ failures: z.number(), log: z.string() }),
  result: z.number(),
  needs: () => "cpu",
  run: async ({ failures, log }, { attempt }) => {
    appendFileSync(log, `${Date.now()}\n`);
    if (attempt <= failures) throw new TypeError(`planted failure ${attempt}`);
    return attempt;
  },
});

/** Waits until there is a file; says and prints that it has begun, and logs when it began and ended. */
export const waitingWork = defineWork("waiting", {
  parameters: z.strictObject({ name: z.string(), until: z.string(), log: z.string(), device: z.enum(["gpu", "cpu"]).default("cpu") }),
  result: z.string(),
  needs: ({ device }) => device,
  run: async ({ log, name, until }, { print, report, signal }) => {
    appendFileSync(log, `begin ${name}\n`);
    report({ begun: name, pid: process.pid });
    print(`${name} waits\n`);
    while (!existsSync(until) && !signal.aborted) await sleep(20);
    print(`${name} goes on\n`);
    appendFileSync(log, `end ${name}\n`);
    return name;
  },
});

/** Copies its inputs to its outputs, and tells what it sees of the environment. */
export const copyWork = defineWork("copy", {
  parameters: z.strictObject({ names: z.array(z.string()) }),
  result: z.strictObject({ address: z.string().nullable() }),
  needs: () => "cpu",
  run: async ({ names }, { inputs, outputs }) => {
    for (const name of names) {
      mkdirSync(path.dirname(path.join(outputs, name)), { recursive: true });
      writeFileSync(path.join(outputs, name), readFileSync(path.join(inputs, name)));
    }
    return { address: process.env["MARKETBOOK_REDIS_URL"] ?? null };
  },
});

/** Kills its process each time. */
export const mortalWork = defineWork("mortal", { parameters: z.null(), result: z.null(), needs: () => "cpu", run: async () => {
  process.kill(process.pid, "SIGKILL");
  return null;
} });

/**
 * The training of `trainWork`, held in its sixth epoch for as long as there is no file `until`: whoever kills it there is neither too early nor too late.
 * By then a checkpoint of the fourth epoch was sent. Each epoch adds a line to the log.
 */
export const heldTraining = defineWork("heldTraining", {
  parameters: z.strictObject({ training: trainWork.parameters, until: z.string(), log: z.string() }),
  result: trainWork.result,
  needs: () => "cpu",
  run: async ({ log, training, until }, context) => {
    const logged = { ...context, report: (progress: unknown) => appendFileSync(log, `${epochOf(progress)}\n`) };
    return trainWork.result.parse(await trainWork.run(training, existsSync(until) ? logged : held(logged)));
  },
});

function held(context: WorkContext): WorkContext {
  let epoch = 0;
  return {
    ...context,
    report: (progress) => {
      epoch = epochOf(progress);
      context.report(progress);
      if (epoch > 5) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); // for ever
    },
    keepCheckpoint: async () => void (epoch > 3 && await context.keepCheckpoint()),
  };
}

function epochOf(progress: unknown): number {
  return z.object({ epoch: z.number() }).parse(progress).epoch;
}

const kinds: readonly Work[] = [effectWork, flakyWork, waitingWork, copyWork, mortalWork, heldTraining];
export const fixtureJob = performWork(kinds);
export const fixtureWork: WorkList = { module: new URL(import.meta.url), kinds };

/** The code that jobs and workers of the tests have in common. */
export const fixtureCode = { commit: "a".repeat(40), changes: null, packageLock: "b".repeat(64) };

/** The lines of a log so far; none before it is there. */
export function linesOf(file: string): readonly string[] {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").filter((line) => line !== "") : [];
}
