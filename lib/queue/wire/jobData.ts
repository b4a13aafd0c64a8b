import { z } from "zod";
import { codeState } from "./code.ts";
import { sentFiles } from "./sentFile.ts";

/** All that a job is, beside its name: plain values and digests of files. Anything else in it is refused. */
export const jobData = z.strictObject({ version: z.literal(1), parameters: z.unknown(), inputs: sentFiles, code: codeState, submitted: z.number() });
export type JobData = z.infer<typeof jobData>;

/** What a done job gives. */
export const jobAnswer = z.strictObject({ value: z.unknown(), outputs: sentFiles });
export type JobAnswer = z.infer<typeof jobAnswer>;

/** Names of jobs: they stand in keys of Redis and in names of folders. */
export const jobId = z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,99}$/, "begins with a letter and has up to 100 letters, digits, dots, dashes and underscores");

/** Place and text of what was refused first. */
export function firstIssue({ issues }: z.ZodError): string {
  const { message, path } = issues[0]!;
  return path.length > 0 ? `${path.map(String).join(".")}: ${message}` : message;
}
