import { JobError } from "../../jobs/index.ts";
import type { Blobs } from "../blobs/blobs.ts";
import { filesOf, putFiles } from "../blobs/folderFiles.ts";
import { QueueError } from "../error.ts";

/** What a failed job is called for the submitter. The words of the work itself are kept, folders of this machine are not. */
export function workFailure(error: unknown, folder: string): QueueError {
  if (error instanceof QueueError) return error;
  const text = error instanceof JobError && error.fault !== "died" && error.cause instanceof Error ? `${error.thrown === undefined ? "" : `${error.thrown}: `}${error.cause.message}` : error instanceof Error ? error.message : String(error);
  const words = text.replaceAll(folder, "…");
  return new QueueError(words, error instanceof JobError && error.fault === "died" ? "died" : "thrown");
}

/** The failure with the files that the work left in spite of it. Where these cannot be sent, the failure is told without them. */
export async function withLeft(failure: QueueError, blobs: Blobs, outputs: string): Promise<QueueError> {
  try {
    return new QueueError(failure.message, failure.fault, { outputs: await putFiles(blobs, filesOf(outputs)) });
  } catch {
    return failure;
  }
}
