import type { SentFile } from "./wire/sentFile.ts";
import type { Failure } from "./wire/failure.ts";
import type { Needs, Work } from "./work/work.ts";

export type SubmitOptions = {
  /** Files that the job reads, by the name it knows them under. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** 1 is taken first, 9 last. Default 5. */
  readonly priority?: number;
  /** Times the job is tried again after it failed. What is refused or cancelled is not. Default 0. */
  readonly retries?: number;
  /** Milliseconds before the first retry; each further wait is twice as long. Default 1000. */
  readonly backoff?: number;
  /** Name of the job. Whoever submits the same again under it attaches to the job that there is. Default: a new one. */
  readonly id?: string;
};

/** What came of a job. */
export type Answer<Out = unknown> = {
  readonly value: Out;
  readonly outputs: readonly SentFile[];
  /** Writes the outputs into a folder, each checked by its digest. out: the files */
  fetchOutputs(folder: string): Promise<readonly string[]>;
};

/** A job that was handed in. */
export type Submitted<Out = unknown> = {
  readonly id: string;
  /** False where the job was there before, and this only attached to it. */
  readonly isNew: boolean;
  /** Hears what the job reports: what it said last, and all from now on. out: stops hearing */
  onProgress(listener: (progress: unknown) => void): () => void;
  /** Hears what the job prints, from its beginning on and in its order; all of it has been told when the result is there. out: stops hearing */
  onPrinted(listener: (text: string) => void): () => void;
  /** Rejects with a `QueueError`. */
  readonly result: Promise<Answer<Out>>;
  cancel(): Promise<void>;
};

export const JOB_STATES = ["waiting", "delayed", "running", "done", "failed", "cancelled"] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Whether a job of this state has come to its end, well or not. */
export function hasEnded(state: JobState): boolean {
  return state === "done" || state === "failed" || state === "cancelled";
}

/** A job as a list shows it. Times are UTC milliseconds. */
export type JobView = {
  readonly id: string;
  readonly kind: string;
  readonly needs: Needs;
  readonly state: JobState;
  readonly priority: number;
  /** How often it was begun, and how often it may be tried in all. */
  readonly attempts: number;
  readonly tries: number;
  readonly submitted: number;
  readonly started?: number;
  readonly ended?: number;
  readonly worker?: string;
  readonly parameters: unknown;
  readonly inputs: readonly SentFile[];
  readonly outputs?: readonly SentFile[];
  readonly value?: unknown;
  readonly progress?: unknown;
  readonly failure?: Failure;
};

/** A place for jobs: Redis with workers on any machine, or processes of this one. */
export type Queue = {
  submit<In, Out>(kind: Pick<Work<In, Out>, "name" | "result">, parameters: In, options?: SubmitOptions): Promise<Submitted<Out>>;
  /** Newest first. */
  list(): Promise<readonly JobView[]>;
  get(id: string): Promise<JobView | undefined>;
  /** Follows a job that someone else handed in. */
  attach(id: string): Promise<Submitted>;
  /** Ends a job: at once where it waits, within about a second where it runs. */
  cancel(id: string): Promise<void>;
  /** Tries a failed or cancelled job again. */
  retry(id: string): Promise<void>;
  /** How many workers listen for each kind of place. */
  workers(): Promise<Readonly<Record<Needs, number>>>;
  close(): Promise<void>;
};
