import type { Job } from "bullmq";
import { hasEnded, type JobState, type JobView } from "../queue.ts";
import { failureOf } from "../wire/failure.ts";
import { jobAnswer, jobData } from "../wire/jobData.ts";
import type { Needs } from "../work/work.ts";

const STATES: Readonly<Record<string, JobState>> = { active: "running", completed: "done", failed: "failed", delayed: "delayed" };

/** A job of BullMQ as a list shows it. What another machine wrote into it is parsed, never trusted. */
export function jobView(job: Job, state: string, needs: Needs): JobView {
  const data = jobData.safeParse(job.data);
  const answer = jobAnswer.safeParse(job.returnvalue);
  const failure = job.failedReason ? failureOf(job.failedReason) : undefined;
  const own: JobState = state === "failed" && failure?.fault === "cancelled" ? "cancelled" : STATES[state] ?? "waiting";
  const isOver = hasEnded(own);
  return {
    id: job.id ?? "", kind: job.name, needs, state: own, priority: job.priority, attempts: job.attemptsStarted, tries: job.opts.attempts ?? 1, submitted: job.timestamp,
    ...(job.processedOn !== undefined && { started: job.processedOn }),
    ...(isOver && job.finishedOn !== undefined && { ended: job.finishedOn }),
    ...(job.processedBy !== undefined && { worker: job.processedBy }),
    parameters: data.data?.parameters, inputs: data.data?.inputs ?? [],
    ...(own === "done" && answer.success && { outputs: answer.data.outputs, value: answer.data.value }),
    ...(typeof job.progress === "object" && { progress: job.progress }),
    ...(failure && own !== "done" && { failure, ...(isOver && failure.outputs && { outputs: failure.outputs }) }),
  };
}
