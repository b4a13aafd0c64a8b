import type { z } from "zod";
import { JobError } from "./error.ts";

/** What a running job is given besides its parameters. */
export type JobContext = {
  /** Aborted when the result is no longer wanted; a job that goes on for a second more is killed with its process. */
  readonly signal: AbortSignal;
  /** 1, or 2 where a worker died over the job before. */
  readonly attempt: number;
  /** Tells how far the job has come: anything that survives JSON. */
  report(progress: unknown): void;
  /** Asks whoever gave the job for something that is done there, and waits for the answer; both survive JSON. Rejects where nobody answers. */
  ask(question: unknown): Promise<unknown>;
};

/** Work with a name that any process can do from its parameters alone. No code travels: a worker imports the module that exports the job. */
export type Job<In, Out> = {
  readonly kind: "job";
  readonly name: string;
  /** Reads what `call` gave. */
  readonly result: z.ZodType<Out>;
  /** Parses the parameters, runs, and gives the result as JSON of the declared form. A refusal is a `JobError`, what the job throws passes. */
  call(parameters: In, context: JobContext): Promise<unknown>;
};

/**
 * A job: parameters and result are JSON of the given forms. Bulk data goes through files that are written whole, and their paths are told.
 * The result may depend on nothing but the parameters and the files they name, so that neither workers nor their order change it.
 */
export function defineJob<In, Parameters, Answer, Out>(
  name: string,
  schemas: { readonly parameters: z.ZodType<Parameters, In>; readonly result: z.ZodType<Out, Answer> },
  run: (parameters: Parameters, context: JobContext) => Promise<Answer>,
): Job<In, Out> {
  return {
    kind: "job",
    name,
    result: schemas.result,
    call: async (given, context) => {
      const parameters = schemas.parameters.safeParse(throughJSON(given));
      if (!parameters.success) throw new JobError(`the parameters are refused: ${firstIssue(parameters.error)}`, { fault: "parameters" });
      const answer = throughJSON(await run(parameters.data, context));
      const result = schemas.result.safeParse(answer);
      if (!result.success) throw new JobError(`the result is not of the form the job declares: ${firstIssue(result.error)}`, { fault: "result" });
      return answer;
    },
  };
}

/** Place and text of what was refused first. */
function firstIssue({ issues }: z.ZodError): string {
  const { message, path } = issues[0]!;
  return path.length > 0 ? `${path.join(".")}: ${message}` : message;
}

/** A value as another process would get it; JSON writes null for NaN, and nothing for undefined. */
function throughJSON(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}
