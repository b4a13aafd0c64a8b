import { z } from "zod";
import { jsonOf } from "./json.ts";
import { sentFiles } from "./sentFile.ts";
import { FAULTS, QueueError, type QueueFault } from "../error.ts";

const failure = z.object({ fault: z.enum(FAULTS), message: z.string(), /** What was left in spite of it. */ outputs: sentFiles.exactOptional() });
export type Failure = z.infer<typeof failure>;

/** A failure as the text that BullMQ keeps of it. */
export function failureText(error: unknown, otherwise: QueueFault): string {
  const message = error instanceof Error ? error.message : String(error);
  const left = error instanceof QueueError ? (error.left?.outputs ?? []) : [];
  return JSON.stringify({ fault: error instanceof QueueError ? error.fault : otherwise, message, ...(left.length > 0 && { outputs: [...left] }) } satisfies Failure);
}

/** The failure that a text tells; one of BullMQ's own is said in our words. */
export function failureOf(text: string): Failure {
  const told = failure.safeParse(jsonOf(text));
  if (told.success) return told.data;
  if (text.includes("stalled more than")) return { fault: "died", message: "each worker that took the job ended over it. Look at their output and memory; npx marketbook jobs retry tries again" };
  return { fault: "thrown", message: text };
}
