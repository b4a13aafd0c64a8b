import { timedId } from "../market/files/timedId.ts";
import { QueueError } from "./error.ts";
import type { JobState, SubmitOptions } from "./queue.ts";
import { firstIssue, jobId } from "./wire/jobData.ts";
import { LIMITS } from "./wire/sentFile.ts";
import type { Needs, Work } from "./work/work.ts";

/** An order that was looked at: a known kind, parameters of its shape, options in their ranges. */
export type Order = { readonly kind: Work; readonly parameters: unknown; readonly needs: Needs; readonly id: string; readonly priority: number; readonly retries: number; readonly backoff: number };

/** Looks at an order before anything is sent. */
export function checkOrder(kinds: readonly Work[], name: string, given: unknown, { backoff = 1000, id = newJobId(name), priority = 5, retries = 0 }: SubmitOptions): Order {
  const kind = kindOf(kinds, name);
  const parameters: unknown = checkParameters(kind, given);
  for (const [what, value, least, most] of [["priority", priority, 1, 9], ["retries", retries, 0, 100], ["backoff", backoff, 0, 86_400_000]] as const) {
    if (!Number.isInteger(value) || value < least || value > most) throw new QueueError(`submit: ${what} must be a whole number from ${least} to ${most}, got ${value}`, "usage");
  }
  const named = jobId.safeParse(id);
  if (!named.success) throw new QueueError(`submit: the id ${JSON.stringify(id)} is refused: it ${firstIssue(named.error)}`, "usage");
  return { kind, parameters, needs: kind.needs(parameters), id, priority, retries, backoff };
}

/** The kind of a name. in: the name as it came, from whoever */
export function kindOf(kinds: readonly Work[], name: string): Work {
  const kind = kinds.find((one) => one.name === name);
  if (kind) return kind;
  throw new QueueError(`there is no work ${JSON.stringify(name.slice(0, 100))}; a queue takes ${kinds.map((one) => `"${one.name}"`).join(", ")}`, "refused");
}

/** Parameters as JSON of the kind's shape. */
export function checkParameters(kind: Work, given: unknown): unknown {
  const text = JSON.stringify(given ?? null);
  if (text.length > LIMITS.json) throw new QueueError(`${kind.name}: the parameters have ${text.length} characters of JSON, more than ${LIMITS.json}. Send a file among the inputs`, "parameters");
  const plain: unknown = JSON.parse(text);
  const parsed = kind.parameters.safeParse(plain);
  if (!parsed.success) throw new QueueError(`${kind.name}: the parameters are refused: ${firstIssue(parsed.error)}`, "parameters");
  return plain;
}

/** A name for a new job: its kind and its time. */
export function newJobId(kind: string): string {
  return `${kind}-${timedId()}`;
}

/** An id that is taken. in: the id, and the job that has it */
export function takenId(id: string, kind: string, state: JobState): QueueError {
  return new QueueError(`submit: the id ${id} belongs to another job (${kind}, ${state}) with other parameters or files; name another id`, "usage");
}

/** Refuses to try a job again that has not ended badly. */
export function checkRetry(id: string, state: JobState): void {
  if (state !== "failed" && state !== "cancelled") throw new QueueError(`the job ${id} is ${state}; only one that failed or was cancelled is tried again`, "usage");
}
