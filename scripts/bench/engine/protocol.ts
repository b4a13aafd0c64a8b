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
export const ANSWERS = {
  open: z.strictObject({ versions: z.string().min(1) }),
  forward: z.strictObject({ values: z.array(finite).min(1) }),
  losses: z.strictObject({ values: z.array(finite).min(1) }),
  epochs: z.strictObject({ seconds: finite.positive() }),
  predictions: z.strictObject({ seconds: finite.positive() }),
  memory: z.strictObject({ bytes: finite.positive() }),
};
