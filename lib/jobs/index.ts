export { defineJob, type Job, type JobContext } from "./defineJob.ts";
export { JobError, type JobFault } from "./error.ts";
export { openJobs, type JobOptions, type Jobs, type RunOptions } from "./openJobs.ts";
export { runJobs } from "./runJobs.ts";
