import type { Bars } from "../../market/bars.ts";
import type { Companions } from "../companions.ts";

/** What a thread computes from until the next one comes. The columns of the bars are shared. */
export type Start = { readonly kind: "start"; readonly bars: Bars; readonly companions: Companions };

/** Columns to compute, and the shared memory they go to. */
export type Task = { readonly kind: "task"; readonly ids: readonly string[]; readonly values: readonly Float64Array[] };

/** Nothing more of these bars: the thread lets go of them. */
export type End = { readonly kind: "end" };

export type Question = Start | Task | End;

export type Answer = { readonly error?: string };
