import { z } from "zod";

/** How the members' votes are read: the sign of a number, the probability of class 1, or the number of a class. */
export const VOTE_READINGS = ["sign", "probability", "class"] as const;
export type VoteReading = (typeof VOTE_READINGS)[number];

const numbers = z.array(z.number()).min(1);

/** All that an ensemble has learnt, in the order of its members: what it combines the next row with. Survives JSON. */
export const ensembleState = z.discriminatedUnion("rule", [
  /** Σ wₖ·fₖ + intercept */
  z.strictObject({ rule: z.literal("weights"), weights: numbers, intercept: z.number() }),
  /** Mixture of normal densities around the members' forecasts: Σ wₖ·N(fₖ, sₖ²). The forecast is its mean. */
  z.strictObject({ rule: z.literal("mixture"), weights: numbers, deviations: numbers }),
  /** The choice of the majority, if its share of the votes cast reaches the threshold. */
  z.strictObject({ rule: z.literal("vote"), weights: numbers, reads: z.enum(VOTE_READINGS), threshold: z.number(), sure: z.number() }),
  /** Weights of the row's regime; `weights` for any other. */
  z.strictObject({ rule: z.literal("regime"), weights: numbers, byRegime: z.record(z.string(), numbers) }),
]);
export type EnsembleState = z.infer<typeof ensembleState>;
