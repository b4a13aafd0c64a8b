import { columnsOf, type Columns } from "../factors/columns.ts";
import type { RowRange } from "../validation/split.ts";
import { ScalingError } from "./error.ts";

export const SCALER_KINDS = ["minMax", "standard", "robust"] as const;
export type ScalerKind = (typeof SCALER_KINDS)[number];

/** What a scaler learnt of one column: scaled = (value − offset) / scale. */
export type ColumnScale = { readonly offset: number; readonly scale: number };

/** A scaler after `fit`. It remembers the fold it saw; `transform` does not exist before. */
export type FittedScaler = {
  readonly kind: ScalerKind;
  readonly fold: RowRange;
  readonly scales: Readonly<Record<string, ColumnScale>>;
  /** Scaled columns, same names and rows. NaN stays NaN. Every column must have been fitted. */
  transform(columns: Columns): Columns;
  /** Values of one column back in its own unit. */
  inverse(name: string, values: ArrayLike<number>): Float64Array;
  /** Plain data, for saving with a model. `scalerFromJSON` reads it. */
  toJSON(): SavedScaler;
};

export type SavedScaler = { readonly kind: ScalerKind; readonly fold: RowRange; readonly scales: Readonly<Record<string, ColumnScale>> };

/** A fitted scaler from what was learnt. */
export function fittedScaler({ fold, kind, scales }: SavedScaler): FittedScaler {
  const scaleOf = (name: string): ColumnScale => {
    const scale = scales[name];
    if (!scale) throw new ScalingError(`the ${kind} scaler was not fitted on column "${name}"; it knows: ${Object.keys(scales).join(", ")}`);
    return scale;
  };
  return {
    kind,
    fold,
    scales,
    transform: (columns) => columnsOf(columns.closeTime, Object.fromEntries(columns.names.map((name) => [name, scaled(columns.values[name]!, scaleOf(name))]))),
    inverse: (name, values) => unscaled(values, scaleOf(name)),
    toJSON: () => ({ kind, fold, scales }),
  };
}

function scaled(values: Float64Array, { offset, scale }: ColumnScale): Float64Array {
  const out = new Float64Array(values.length);
  for (let t = 0; t < values.length; t++) out[t] = (values[t]! - offset) / scale;
  return out;
}

function unscaled(values: ArrayLike<number>, { offset, scale }: ColumnScale): Float64Array {
  const out = new Float64Array(values.length);
  for (let k = 0; k < values.length; k++) out[k] = values[k]! * scale + offset;
  return out;
}
