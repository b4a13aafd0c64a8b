import { JobError, type Jobs } from "../../jobs/index.ts";
import { QueueError } from "../error.ts";
import type { Answer } from "../queue.ts";
import type { Work } from "../work/work.ts";
import type { HandIn } from "./openHandIn.ts";

export type QueuedJobs<In, Parameters, Value, Out> = {
  readonly kind: Pick<Work<Parameters, Value>, "name" | "result">;
  /** What crosses for a job. */
  readonly order: (given: In) => { readonly parameters: Parameters; readonly inputs: Readonly<Record<string, string>> };
  /** What a job on this machine would have given, with its files where that would have left them. */
  readonly take: (given: In, answer: Answer<Value>) => Promise<Out>;
  readonly signal?: AbortSignal | undefined;
};

/** A queue as jobs: the same calls and the same errors as worker processes of this machine give. Closing cancels what is under way. */
export function queuedJobs<In, Parameters, Value, Out>(handIn: HandIn, { kind, order, signal, take }: QueuedJobs<In, Parameters, Value, Out>): Jobs<In, Out> {
  const closed = new AbortController();
  const all = signal ? AbortSignal.any([signal, closed.signal]) : closed.signal;
  const under = new Set<Promise<unknown>>();
  return {
    run: (given, { onProgress, signal: own } = {}) => {
      const { inputs, parameters } = order(given);
      const ended = handIn.submit(kind, parameters, (answer) => take(given, answer), { inputs, signal: own ? AbortSignal.any([own, all]) : all, ...(onProgress && { onProgress }) }).catch((error: unknown) => {
        throw asJobError(error, kind.name);
      });
      under.add(ended);
      ended.catch(() => {}).finally(() => under.delete(ended));
      return ended;
    },
    close: async () => {
      closed.abort(new JobError(`the jobs "${kind.name}" are closed`, { fault: "setup" }));
      await Promise.allSettled([...under]);
    },
  };
}

/** What failed in the work itself is told as a process of this machine tells it: the error that was thrown is the cause. */
function asJobError(error: unknown, kind: string): unknown {
  if (!(error instanceof QueueError) || (error.fault !== "thrown" && error.fault !== "died")) return error;
  if (error.fault === "died") return new JobError(error.message, { fault: "died" });
  const [, name = "Error", message = ""] = /^\S+ \S+: (?:(\w+): )?([^]*)$/.exec(error.message) ?? [];
  return new JobError(`the job "${kind}": ${name}: ${message}`, { fault: "thrown", thrown: name, cause: Object.assign(new Error(message), { name }) });
}
