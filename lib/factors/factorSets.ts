import type { Interval } from "../market/bars.ts";
import { FACTORS, PANEL_FACTORS } from "./catalogue.ts";
import type { Factor } from "./factor.ts";
import { FactorError } from "./error.ts";
import { comparesWithReference, formatFactorId, isReadAs } from "./factorId.ts";

export const FACTOR_SETS = ["default", "fast", "all", "alpha101"] as const;
export type FactorSet = (typeof FACTOR_SETS)[number];

/** Columns that say most for their time: one or two of each kind, all scale-free. */
const FAST = [
  "log_return_1", "log_return_5", "log_return_20", "rsi_14", "stoch_k_14_3_3", "roc_10", "williams_r_14", "sma_distance_20", "ema_distance_50", "adx_14", "atr_ratio_14",
  "bb_width_20", "bb_position_20", "hist_vol_20", "relative_volume_20", "cmf_20", "zscore_20", "high_low_ratio", "dow_sin", "dow_cos",
];

export type SetOptions = {
  /** Intraday bars have columns that daily ones lack. */
  readonly interval?: Interval;
  /** Names of the series to compare with; without any the set holds no comparison. */
  readonly references?: readonly string[];
  readonly hasQuotes?: boolean;
  /** Groupings of assets that are known, for `alpha101`; all that its columns read if left out. */
  readonly groupings?: readonly string[];
};

/** The columns of a set, family by family; the default set if none is named. Every column of `all` can be computed from bars of the interval, and from what else the options say there is; `alpha101` is for `computePanel`. */
export function factorIds(set: FactorSet = "default", options: SetOptions = {}): readonly string[] {
  if (set === "fast") return FAST;
  if (set === "default") return FACTORS.flatMap((factor) => idsOf(factor, factor.defaults, options));
  if (set === "all") return FACTORS.flatMap((factor) => idsOf(factor, [...factor.defaults, ...moreOf(factor)], options));
  return PANEL_FACTORS.flatMap((factor) => idsOf(factor, [[]], options));
}

function idsOf(factor: Factor, values: readonly (readonly number[])[], { groupings, hasQuotes = false, interval = "1d", references = [] }: SetOptions): readonly string[] {
  if (factor.intradayOnly && interval === "1d") return [];
  if (!hasQuotes && factor.inputs.some((input) => input.startsWith("quotes."))) return [];
  if (groupings && !(factor.groupings ?? []).every((name) => groupings.includes(name))) return [];
  if (!comparesWithReference(factor)) return values.flatMap((each) => factor.outputs.map((_, output) => formatFactorId(factor, output, each)));
  return references.flatMap((name) => {
    const others = references.filter((other) => other !== name);
    const ids = values.flatMap((each) => factor.outputs.map((_, output) => formatFactorId(factor, output, each, name, others)));
    for (const id of ids) if (!isReadAs(id, name, factor.joint ? others : [])) refuseName(id, references);
    return ids;
  });
}

function refuseName(id: string, references: readonly string[]): never {
  throw new FactorError(`the references ${references.map((name) => `"${name}"`).join(", ")} cannot all be told apart in ids such as "${id}". Name each with one word of small letters and digits, such as "spy", and not "lag", "given" or "regime".`);
}

function moreOf({ defaults, example, more }: Factor): readonly (readonly number[])[] {
  return more ?? (defaults.length === 0 ? [example ?? []] : []);
}
