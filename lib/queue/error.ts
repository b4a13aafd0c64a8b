import type { SentFile } from "./wire/sentFile.ts";

/**
 * Why a job or a queue gave nothing. cancelled: by a person · refused: the worker does not take it, such as for another commit ·
 * parameters: of the wrong shape · thrown: by the work itself · died: its process ended, time and again · blob: a file is missing, too large or changed ·
 * redis: the server cannot be had · usage: a wrong call.
 */
export const FAULTS = ["cancelled", "refused", "parameters", "thrown", "died", "blob", "redis", "usage"] as const;
export type QueueFault = (typeof FAULTS)[number];
/** What another try would not change. */
export const FINAL_FAULTS: readonly QueueFault[] = ["cancelled", "refused", "parameters", "usage"];

/** Files of a job by name and digest, and how to fetch them into a folder. */
export type LeftFiles = { readonly outputs: readonly SentFile[]; fetchOutputs?(folder: string): Promise<readonly string[]> };

/** The text says what was asked, what was wrong and what to do. It never holds a password. */
export class QueueError extends Error {
  override readonly name = "QueueError";
  readonly fault: QueueFault;
  /** What the work left before it failed, such as a notebook executed up to the cell that did. */
  readonly left: LeftFiles | undefined;

  constructor(message: string, fault: QueueFault, left?: LeftFiles) {
    super(message);
    this.fault = fault;
    this.left = left;
  }
}
