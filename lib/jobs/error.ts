/**
 * Why a job gave no result. parameters: refused by the job's schema · thrown: by the job itself · result: of another form than the job declares ·
 * died: its worker process ended, by a signal or an exit · setup: the module or the job in it is missing, or an option is wrong.
 */
export type JobFault = "parameters" | "thrown" | "result" | "died" | "setup";

/** A job without a result. The text names the job, its parameters, what happened and what to do. */
export class JobError extends Error {
  override readonly name = "JobError";
  readonly fault: JobFault;
  /** Class of the error that the job threw: "TrainingError" … */
  readonly thrown: string | undefined;
  /** The signal that ended the worker process. */
  readonly signal: string | undefined;

  constructor(message: string, { cause, fault, signal, thrown }: { readonly fault: JobFault; readonly cause?: unknown; readonly signal?: string | undefined; readonly thrown?: string | undefined }) {
    super(message, cause === undefined ? {} : { cause });
    this.fault = fault;
    this.thrown = thrown;
    this.signal = signal;
  }
}
