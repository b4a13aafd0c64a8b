import type { Job } from "./defineJob.ts";
import { openJobs, type JobOptions } from "./openJobs.ts";

/**
 * Does a job once for each of the parameters, on worker processes, and gives the results in the order of the parameters.
 * The first job that fails stops the others and rejects; what `onDone` was told before remains.
 */
export async function runJobs<In, Out>(job: Job<In, Out>, list: readonly In[], { onDone, onProgress, signal, ...options }: JobOptions & {
  /** In the order in which they end. */
  readonly onDone?: (result: Out, index: number) => void;
  readonly onProgress?: (progress: unknown, index: number) => void;
}): Promise<readonly Out[]> {
  signal?.throwIfAborted();
  const jobs = openJobs(job, { ...options, ...(signal && { signal }) });
  try {
    return await Promise.all(list.map(async (parameters, index) => {
      const result = await jobs.run(parameters, { onProgress: (progress) => onProgress?.(progress, index) });
      onDone?.(result, index);
      return result;
    }));
  } finally {
    await jobs.close();
  }
}
