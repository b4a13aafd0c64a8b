import { z } from "zod";
import { innerState, packedInner, type FittedForecaster, type SavedState } from "../../models/index.ts";
import type { FittedEnsemble } from "../fittedEnsemble.ts";
import { type WindowRegimes, windowRegimesSchema } from "./windowRegimes.ts";

/** Conformal margin of the ensemble's own out-of-fold forecasts, as `splitConformal` gives it for the row behind the last. */
export type Margin = { readonly coverage: number; /** Unit of the targets. */ readonly next: number };

/** What a joint forecaster is told beside its members and its ensemble. */
export type JointParts = { readonly name: string; readonly margin?: Margin; readonly regimes?: WindowRegimes };

/** The settings that a joint forecaster keeps. */
export const jointConfig = z.object({
  name: z.string(),
  ensemble: z.unknown(),
  members: z.array(z.object({ as: z.string(), reads: z.object({ columns: z.array(z.string()), lookback: z.number(), horizon: z.number() }), inner: innerState })).min(1),
  margin: z.object({ coverage: z.number(), next: z.number() }).exactOptional(),
  regimes: windowRegimesSchema.exactOptional(),
});

/** A joint forecaster as plain data: what the ensemble has learnt, and the state of each member with its files. */
export async function savedJoint(members: Readonly<Record<string, FittedForecaster>>, ensemble: FittedEnsemble, { margin, name, regimes }: JointParts): Promise<SavedState> {
  const packed = await Promise.all(ensemble.members.map(async (as, k) => ({ as, reads: members[as]!.reads, ...(await packedInner(members[as]!, prefixOf(k))) })));
  const kept = margin && Number.isFinite(margin.next) ? { margin: { ...margin } } : {};
  return {
    kind: "ensemble",
    config: { name, ensemble: ensemble.toJSON(), members: packed.map(({ files: _, ...member }) => member), ...kept, ...(regimes ? { regimes: { ...regimes } } : {}) },
    files: Object.fromEntries(packed.flatMap(({ files }) => Object.entries(files))),
  };
}

/** Members' names may hold what a file's name may not. */
export function prefixOf(member: number): string {
  return `member${member + 1}`;
}
