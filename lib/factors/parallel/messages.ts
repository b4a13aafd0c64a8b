import type { Bars } from "../../market/bars.ts";
import type { Companions } from "../companions.ts";

/** What a thread gets once. The columns of the bars are shared. */
export type Start = { readonly bars: Bars; readonly companions: Companions };

/** Columns to compute, and the shared memory they go to. */
export type Task = { readonly ids: readonly string[]; readonly values: readonly Float64Array[] };

export type Answer = { readonly error?: string };
