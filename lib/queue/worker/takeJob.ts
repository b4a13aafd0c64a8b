import path from "node:path";
import { UnrecoverableError, WaitingError, type Job } from "bullmq";
import type { Redis } from "ioredis";
import type { Blobs } from "../blobs/blobs.ts";
import { filesOf, getFiles, putFiles } from "../blobs/folderFiles.ts";
import { checkParameters, kindOf } from "../checkOrder.ts";
import { FINAL_FAULTS, QueueError } from "../error.ts";
import { keysOf } from "../redis/keys.ts";
import { otherCode, type CodeState } from "../wire/code.ts";
import { failureText } from "../wire/failure.ts";
import { firstIssue, jobData, jobId, type JobAnswer } from "../wire/jobData.ts";
import { keepQuestion, stillCopy } from "../work/checkpointKeeper.ts";
import { apart } from "../work/printed.ts";
import type { Needs, Work } from "../work/work.ts";
import type { KeptCheckpoints } from "./checkpoints.ts";
import { withLeft, workFailure } from "./failure.ts";
import type { WorkProcesses } from "./processes.ts";
import { printedRows } from "./printedRows.ts";
import { thinnedProgress } from "./progress.ts";
import type { workFolder } from "./workspace.ts";

/** What a worker takes jobs with. */
export type Bench = {
  readonly redis: Redis;
  readonly prefix: string;
  readonly kinds: readonly Work[];
  readonly code: CodeState;
  readonly blobs: Blobs;
  readonly checkpoints: KeptCheckpoints;
  readonly processes: WorkProcesses;
  readonly folder: ReturnType<typeof workFolder>;
};

/** Why a job is stopped: someone cancelled it, the worker ends and hands it back, or another worker has it now. */
export type Stop = "cancelled" | "handed back" | "lost";

const ASK_CANCEL = 500; // milliseconds

/** Works one job, and says what came of it in the way that BullMQ hears. in: the job, the token of its lock, what it needs, and the signal whose reason is a `Stop` */
export async function takeJob(bench: Bench, job: Job, token: string, needs: Needs, stopped: AbortSignal): Promise<JobAnswer> {
  const { checkpoints } = bench;
  const id = job.id ?? "";
  const outcome = await work(bench, job, needs, stopped).catch((error: unknown) => ({ failed: error }));
  if ("stopped" in outcome && outcome.stopped === "handed back") {
    await job.moveToWait(token);
    throw new WaitingError();
  }
  if ("stopped" in outcome && outcome.stopped === "lost") throw new QueueError("another worker has the job now", "refused");
  if ("stopped" in outcome || "failed" in outcome) {
    const failure = "failed" in outcome ? outcome.failed : new QueueError("cancelled", "cancelled");
    const isFinal = failure instanceof QueueError && FINAL_FAULTS.includes(failure.fault);
    if (isFinal) await checkpoints.forget(id);
    const text = failureText(failure, "thrown");
    throw isFinal ? new UnrecoverableError(text) : new Error(text);
  }
  await checkpoints.forget(id);
  return outcome;
}

async function work({ blobs, checkpoints, code, folder, kinds, prefix, processes, redis }: Bench, job: Job, needs: Needs, stopped: AbortSignal): Promise<JobAnswer | { readonly stopped: Stop }> {
  const id = jobId.safeParse(job.id);
  if (!id.success) throw new QueueError(`the job's id is refused: it ${firstIssue(id.error)}`, "refused");
  const wish = keysOf(prefix).cancel(id.data);
  if (await redis.exists(wish)) return { stopped: "cancelled" };
  const data = jobData.safeParse(job.data);
  if (!data.success) throw new QueueError(`the job is refused: ${firstIssue(data.error)}`, "refused");
  const kind = kindOf(kinds, job.name);
  const other = otherCode(data.data.code, code);
  if (other !== undefined) throw new QueueError(other, "refused");
  const parameters = checkParameters(kind, data.data.parameters);

  const own = new AbortController();
  const ended = AbortSignal.any([own.signal, stopped]);
  const asking = setInterval(() => void redis.exists(wish).then((there) => there && own.abort("cancelled" satisfies Stop)).catch(() => {}), ASK_CANCEL);
  const progress = thinnedProgress((value) => job.updateProgress(value));
  const printed = printedRows((row) => job.log(row));
  const space = folder.space(id.data);
  try {
    await getFiles(blobs, data.data.inputs, space.inputs);
    await checkpoints.restore(id.data, space.checkpoint);
    const { checkpoint, inputs, outputs } = space;
    const onAsk = async (question: unknown): Promise<void> => {
      const { keep } = keepQuestion.parse(question);
      if (!ended.aborted) await checkpoints.keep(id.data, keep);
    };
    try {
      const value = await processes.run(needs, { kind: kind.name, parameters, checkpoint, inputs, outputs, attempt: job.attemptsStarted }, { onAsk, onProgress: apart({ onPrinted: printed.add, onProgress: progress.tell }), signal: ended });
      return { value, outputs: [...(await putFiles(blobs, filesOf(outputs)))] };
    } catch (error) {
      if (!ended.aborted) throw await withLeft(workFailure(error, path.dirname(inputs)), blobs, outputs);
      if (ended.reason === "handed back") await keepLast(checkpoints, id.data, checkpoint);
      return { stopped: ended.reason === "handed back" || ended.reason === "lost" ? ended.reason : "cancelled" };
    }
  } finally {
    clearInterval(asking);
    progress.end();
    await printed.end();
    space.remove();
  }
}

/** What the work left when it was stopped, so that who takes it next loses nothing. */
async function keepLast(checkpoints: KeptCheckpoints, id: string, folder: string): Promise<void> {
  const still = `${folder}.last`;
  stillCopy(folder, still);
  if (Object.keys(filesOf(still)).length > 0) await checkpoints.keep(id, still);
}
