import type { Pair } from "./pair.ts";

/** TA-Lib's patterns by our names. */
const PATTERNS = `
  two_crows three_black_crows three_inside three_line_strike three_outside three_stars_in_south three_white_soldiers abandoned_baby advance_block belt_hold breakaway
  closing_marubozu conceal_baby_swallow counterattack dark_cloud_cover doji doji_star dragonfly_doji engulfing evening_doji_star evening_star gap_side_side_white
  gravestone_doji hammer hanging_man harami harami_cross high_wave hikkake hikkake_mod homing_pigeon identical_three_crows in_neck inverted_hammer kicking
  kicking_by_length ladder_bottom long_legged_doji long_line marubozu matching_low mat_hold morning_doji_star morning_star on_neck piercing rickshaw_man
  rise_fall_three_methods separating_lines shooting_star short_line spinning_top stalled_pattern stick_sandwich takuri tasuki_gap thrusting tristar
  unique_three_river upside_gap_two_crows x_side_gap_three_methods`.trim().split(/\s+/);

/** All candle patterns, exactly equal. */
export const CANDLES: readonly Pair[] = PATTERNS.map((pattern) => ({
  id: `cdl_${pattern}`, call: { name: taLibName(pattern), inputs: ["open", "high", "low", "close"], parameters: {} }, tolerance: 0,
}));

/** TA-Lib writes a pattern as one word and counts in figures: CDL3INSIDE. */
function taLibName(pattern: string): string {
  if (pattern === "conceal_baby_swallow") return "CDLCONCEALBABYSWALL";
  return `CDL${pattern.replaceAll("two", "2").replaceAll("three", "3").replaceAll("_", "").toUpperCase()}`;
}
