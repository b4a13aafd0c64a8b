import type { z } from "zod";
import type { JobContext } from "../../jobs/index.ts";

/** What a job waits for: a machine's one GPU, or one of its processes. */
export type Needs = "gpu" | "cpu";

export type WorkContext = Omit<JobContext, "ask"> & {
  /** Folder with the files of the submitter, by name. */
  readonly inputs: string;
  /** What is left in this folder comes back, file by file, by digest. */
  readonly outputs: string;
  /** Folder whose content survives this worker: `keepCheckpoint` keeps it in the queue, and the next attempt finds it. */
  readonly checkpoint: string;
  /** Shows text to those who follow the job, as it comes and in its order; the first million characters of it. */
  print(text: string): void;
  /** Keeps what the folder `checkpoint` holds now. Files that end in .lock and drafts are left out. Resolves when it is kept. */
  keepCheckpoint(): Promise<void>;
};

/** A kind of work that a queue may name. Nothing of it travels but its name, its parameters and digests of files. */
export type Work<In = unknown, Out = unknown> = {
  readonly name: string;
  /** Reads what the submitter gave; run on both sides. */
  readonly parameters: z.ZodType<unknown, In>;
  /** Reads what `run` gave; run on both sides. */
  readonly result: z.ZodType<Out>;
  needs(parameters: unknown): Needs;
  run(parameters: unknown, context: WorkContext): Promise<unknown>;
};

/** A kind of work. Work whose modules are large imports them in `run`, so that who only submits does not load them. */
export function defineWork<In, Parameters, Answer, Out>(name: string, { needs, parameters, result, run }: {
  readonly parameters: z.ZodType<Parameters, In>;
  readonly result: z.ZodType<Out, Answer>;
  readonly needs: (parameters: Parameters) => Needs;
  readonly run: (parameters: Parameters, context: WorkContext) => Promise<Answer>;
}): Work<In, Out> {
  return { name, parameters, result, needs: (given) => needs(parameters.parse(given)), run: (given, context) => run(parameters.parse(given), context) };
}
