import { z } from "zod";

/** What a peer is asked, one JSON line each. Times are taken by the peer around the work itself. */
export type Question =
  | {
      readonly ask: "open";
      readonly network: string;
      readonly units: number;
      readonly lookback: number;
      readonly features: number;
      readonly batch: number;
      readonly threads: number;
      /** Where inputs.f32, targets.f32 and weights.f32 lie. */
      readonly folder: string;
      /** Shapes of the weights, in Keras's order. */
      readonly weights: readonly (readonly number[])[];
    }
  | { readonly ask: "forward" | "memory" }
  | { readonly ask: "losses" | "epochs" | "predictions"; readonly count: number };

const finite = z.number();

/** Answers by what was asked. */
const ANSWERS = {
  open: z.strictObject({ versions: z.string().min(1) }),
  forward: z.strictObject({ values: z.array(finite).min(1) }),
  losses: z.strictObject({ values: z.array(finite).min(1) }),
  epochs: z.strictObject({ seconds: finite.positive() }),
  predictions: z.strictObject({ seconds: finite.positive() }),
  memory: z.strictObject({ bytes: finite.positive() }),
};

const FAILURE = z.strictObject({ error: z.string() });

export type Ask = keyof typeof ANSWERS;
export type Answer<Asked extends Ask> = z.infer<(typeof ANSWERS)[Asked]>;

/** Reads a peer's line. Throws what the peer says went wrong, and on a line that is no answer to what was asked. */
export function readAnswer<Asked extends Ask>(peer: string, ask: Asked, line: string): Answer<Asked>;
export function readAnswer(peer: string, ask: Ask, line: string): unknown {
  const read = jsonOf(line);
  const failure = FAILURE.safeParse(read);
  if (failure.success) throw new Error(`${peer}: ${failure.data.error}`);
  const answer = ANSWERS[ask].safeParse(read);
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
