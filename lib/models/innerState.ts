import { z } from "zod";
import { ModelError } from "./error.ts";
import type { FittedForecaster, WindowForm } from "./forecaster.ts";
import type { SavedState } from "./savedState.ts";

/** Restores a model that lies within another: its name, the windows it reads, its state. */
export type InnerRestorer = (name: string, reads: WindowForm, state: SavedState) => Promise<FittedForecaster>;

/** What a model that holds another one keeps of it in its own settings; the files lie beside its own, under `prefix`. */
export const innerState = z.object({
  name: z.string(),
  kind: z.string(),
  config: z.unknown().optional(),
  target: z.object({ offset: z.number(), scale: z.number() }).optional(),
  files: z.array(z.string()),
});
export type InnerState = z.infer<typeof innerState>;

/** A fitted model's state as part of another's: what goes into its settings, and its files by their names there. */
export async function packedInner(fitted: FittedForecaster, prefix: string): Promise<{ readonly inner: InnerState; readonly files: Readonly<Record<string, Uint8Array>> }> {
  const { config, files = {}, kind, target } = await fitted.saved();
  const names = Object.keys(files);
  const inner = { name: fitted.name, kind, config, files: names, ...(target ? { target: { ...target } } : {}) };
  return { inner, files: Object.fromEntries(names.map((name) => [`${prefix}.${name}`, files[name]!])) };
}

/** The state of a model that was packed into another's. */
export function unpackedInner(who: string, { config, files: names, kind, target }: InnerState, prefix: string, { files = {} }: SavedState): SavedState {
  const own = names.map((name) => {
    const bytes = files[`${prefix}.${name}`];
    if (bytes === undefined) throw new ModelError(`${who}: the file ${prefix}.${name} is missing. Save the model again.`);
    return [name, bytes] as const;
  });
  return { kind, config, files: Object.fromEntries(own), ...(target ? { target } : {}) };
}
