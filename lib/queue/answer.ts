import { shownText } from "../market/connection/shownText.ts";
import type { Blobs } from "./blobs/blobs.ts";
import { getFiles } from "./blobs/folderFiles.ts";
import { QueueError } from "./error.ts";
import type { Answer } from "./queue.ts";
import type { Failure } from "./wire/failure.ts";
import { firstIssue, jobAnswer } from "./wire/jobData.ts";
import type { Work } from "./work/work.ts";

/** What a worker gave, looked at: of the shape of its kind, with file names that stay in their folder. */
export function answerOf<Out>({ name, result }: Pick<Work<never, Out>, "name" | "result">, given: unknown, blobs: Blobs): Answer<Out> {
  const answer = jobAnswer.safeParse(given);
  if (!answer.success) throw new QueueError(`the answer of ${name} is refused: ${firstIssue(answer.error)}`, "refused");
  const value = result.safeParse(answer.data.value);
  if (!value.success) throw new QueueError(`the answer of ${name} is not of the shape that this version knows: ${firstIssue(value.error)}`, "refused");
  const { outputs } = answer.data;
  return { value: value.data, outputs, fetchOutputs: (folder) => getFiles(blobs, outputs, folder) };
}

/** The error of a job that failed, with what it left in spite of it. Its words come from another machine. */
export function failedJob(kind: string, id: string, { fault, message, outputs = [] }: Failure, blobs: Blobs): QueueError {
  return new QueueError(`${kind} ${id}: ${shownText(message)}`, fault, outputs.length > 0 ? { outputs, fetchOutputs: (folder) => getFiles(blobs, outputs, folder) } : undefined);
}
