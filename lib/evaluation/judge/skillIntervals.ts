import { specText } from "../../catalogue/modelSpec.ts";
import { isAvailable } from "../../statistics/index.ts";
import type { Judgement } from "./judgement.ts";

/** One model's skill and the ends of its interval. */
export type SkillInterval = { readonly model: string; readonly value: number; readonly low: number; readonly high: number };

/**
 * Skill of each judged model against persistence, or the linear model, with its interval: a row a model, as a comparison draws them.
 * The interval is widened where the skill itself lies outside its resamples. Settings are told where a model comes twice; one whose skill or interval the rows cannot tell is left out.
 */
export function skillIntervals(judgements: readonly Judgement[], against: "persistence" | "linear" = "persistence"): readonly SkillInterval[] {
  const names = judgements.map(({ spec }) => spec.model);
  return judgements.flatMap(({ [against]: { skill }, spec }) => {
    const { interval, value } = skill;
    if (!isAvailable(value) || "reason" in interval) return [];
    const isAlone = names.indexOf(spec.model) === names.lastIndexOf(spec.model);
    return [{ model: isAlone ? spec.model : specText(spec), value, low: Math.min(value, interval.low), high: Math.max(value, interval.high) }];
  });
}
