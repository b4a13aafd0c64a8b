import { z } from "zod";

const FAILURE = z.strictObject({ error: z.string() });

/** Reads a peer's line. Throws what the peer says went wrong, and on a line that is no answer to what was asked. */
export function readAnswer<Schema extends z.ZodType>(peer: string, ask: string, schema: Schema, line: string): z.output<Schema> {
  const read = jsonOf(line);
  const failure = FAILURE.safeParse(read);
  if (failure.success) throw new Error(`${peer}: ${failure.data.error}`);
  const answer = schema.safeParse(read);
  if (answer.success) return answer.data;
  throw new Error(`${peer} was asked for "${ask}" and answered ${line.slice(0, 200)}`);
}

/** Undefined for a line that is not JSON. */
function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
