import { z } from "zod";
import { configOf, innerState, packedInner, unpackedInner, type FittedForecaster, type InnerRestorer, type Restorer, type SavedState, type WindowForm } from "../../models/index.ts";
import { ensembleFromJSON, type FittedEnsemble } from "../fittedEnsemble.ts";
import { ensembleForecaster, type EnsembleForecasterOptions } from "./ensembleForecaster.ts";
import { windowRegimesSchema } from "./windowRegimes.ts";

const config = z.object({
  name: z.string(),
  ensemble: z.unknown(),
  members: z.array(z.object({ as: z.string(), reads: z.object({ columns: z.array(z.string()), lookback: z.number(), horizon: z.number() }), inner: innerState })).min(1),
  margin: z.object({ coverage: z.number(), next: z.number() }).exactOptional(),
  regimes: windowRegimesSchema.exactOptional(),
});

/** A joint forecaster as plain data: what the ensemble has learnt, and the state of each member with its files. */
export async function savedJoint(members: Readonly<Record<string, FittedForecaster>>, ensemble: FittedEnsemble, { margin, name, regimes }: EnsembleForecasterOptions & { readonly name: string }): Promise<SavedState> {
  const packed = await Promise.all(ensemble.members.map(async (as, k) => ({ as, reads: members[as]!.reads, ...(await packedInner(members[as]!, prefixOf(k))) })));
  const kept = margin && Number.isFinite(margin.next) ? { margin: { ...margin } } : {};
  return {
    kind: "ensemble",
    config: { name, ensemble: ensemble.toJSON(), members: packed.map(({ files: _, ...member }) => member), ...kept, ...(regimes ? { regimes: { ...regimes } } : {}) },
    files: Object.fromEntries(packed.flatMap(({ files }) => Object.entries(files))),
  };
}

async function restoreEnsemble(_reads: WindowForm, state: SavedState, restore: InnerRestorer): Promise<FittedForecaster> {
  const { ensemble, members, ...options } = configOf("ensemble", config, state);
  const fitted = ensembleFromJSON(ensemble);
  const restored: [string, FittedForecaster][] = [];
  for (const [k, { as, inner, reads }] of members.entries()) restored.push([as, await restore(inner.name, reads, unpackedInner("ensemble", inner, prefixOf(k), state))]);
  return ensembleForecaster(Object.fromEntries(restored), fitted, options);
}

/** Members' names may hold what a file's name may not. */
function prefixOf(member: number): string {
  return `member${member + 1}`;
}

/** Tells `loadForecaster` how joint forecasters are read, which come after it in the pipeline: `loadForecaster(folder, { restorers: ENSEMBLE_RESTORERS })`. */
export const ENSEMBLE_RESTORERS: Readonly<Record<string, Restorer>> = { ensemble: restoreEnsemble };
