import type { Needs } from "../work/work.ts";

/** The prefix of all keys in Redis. */
export const PREFIX = "marketbook";
/** Days that files, and jobs that have ended, are kept after their last use. */
export const KEPT_DAYS = 7;
export const QUEUES: Readonly<Record<Needs, string>> = { gpu: "work-gpu", cpu: "work-cpu" };

/** The names of what a queue keeps in Redis beside BullMQ's own. */
export function keysOf(prefix: string) {
  return {
    blobs: `${prefix}:blob`,
    checkpoint: (id: string) => `${prefix}:checkpoint:${id}`,
    checkpointBlobs: (id: string) => `${prefix}:checkpoint-blob:${id}`,
    /** Every content that was sent for a job's checkpoint, also where its worker was killed before it said that all is there. */
    checkpointSent: (id: string) => `${prefix}:checkpoint-sent:${id}`,
    /** There while someone wants the job to end. */
    cancel: (id: string) => `${prefix}:cancel:${id}`,
    /** A job that was cancelled before anyone took it: what it was, so that it can be tried again. */
    cancelled: (id: string) => `${prefix}:cancelled:${id}`,
    allCancelled: `${prefix}:cancelled:*`,
  };
}
