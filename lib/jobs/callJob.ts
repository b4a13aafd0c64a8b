import type { Job, JobContext } from "./defineJob.ts";
import { JobError } from "./error.ts";
import type { Fault } from "./messages.ts";

type AnyJob = Pick<Job<unknown, unknown>, "name" | "call">;

/** What came of a job, as plain data. */
export type Called = { readonly done: unknown } | { readonly failed: Fault };

/** Calls a job. Never throws. */
export async function callJob<In>(job: Pick<Job<In, unknown>, "call">, parameters: In, context: JobContext): Promise<Called> {
  try {
    return { done: await job.call(parameters, context) };
  } catch (error) {
    return { failed: faultOf(error, "thrown") };
  }
}

/** An error as plain data. */
export function faultOf(error: unknown, otherwise: Fault["fault"]): Fault {
  if (!(error instanceof Error)) return { fault: otherwise, name: "Error", message: String(error) };
  const fault = error instanceof JobError && error.fault !== "died" ? error.fault : otherwise;
  return { fault, name: error.name, message: error.message, ...(error.stack !== undefined && { stack: error.stack }) };
}

/** A job that a module exports. */
export async function importJob(module: string, name: string): Promise<AnyJob> {
  const exports: unknown = await import(module);
  const jobs = Object.values(Object(exports)).filter(isJob);
  const job = jobs.find((one) => one.name === name);
  if (job) return job;
  throw new JobError(`the module exports no job "${name}", but ${jobs.length > 0 ? jobs.map((one) => `"${one.name}"`).join(", ") : "none at all"}. Export what defineJob returned.`, { fault: "setup" });
}

function isJob(value: unknown): value is AnyJob {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "job" && "call" in value && typeof value.call === "function";
}
