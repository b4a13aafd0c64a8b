import { isAvailable } from "../../statistics/index.ts";
import type { ComparedModel, ModelComparison, Tested } from "./comparison.ts";

/** A test is passed below it. */
export const LEVEL = 0.05;

/** What a comparison says, in sentences made of its numbers. The first is what one would tell a friend. */
export function comparisonWords({ buyAndHold, models, reference, roundTripCost, rows }: ModelComparison): readonly string[] {
  const beats = passed(models, ({ skill }) => skill, "adjusted");
  const earns = passed(models, ({ traded }) => traded.beyondHold, "adjusted");
  const hold = isAvailable(buyAndHold.sharpe) ? buyAndHold.sharpe.toFixed(2) : "N/A";
  const trading = models.filter(({ traded }) => isAvailable(traded.beyondHold.value));
  const idle = models.length - trading.length;
  const richer = above(trading, ({ traded }) => traded.beyondHold);
  return [
    `${beats.length === 0 ? `No model beats ${reference} beyond chance` : `${list(beats)} ${beats.length === 1 ? "beats" : "beat"} ${reference} beyond chance`}, and ${earns.length === 0 ? "none beats buy-and-hold after costs beyond chance" : `${list(earns)} ${earns.length === 1 ? "beats" : "beat"} buy-and-hold after costs beyond chance`}.`,
    ofSkill(models, reference, rows),
    `After costs of ${(roundTripCost * 1e4).toFixed(0)} basis points a round trip, ${richer} of ${trading.length} models that trade ${richer === 1 ? "has" : "have"} a higher Sharpe ratio than buy-and-hold (${hold})${idle === 0 ? "" : `; ${count(idle, "model")} never ${idle === 1 ? "foretells" : "foretell"} more than the costs`}.`,
  ];
}

function ofSkill(models: readonly ComparedModel[], reference: string, rows: number): string {
  const tried = models.filter(({ skill }) => skill.p !== null);
  const alone = passed(tried, ({ skill }) => skill, "p");
  const worse = tried.filter(({ skill }) => skill.p! > 1 - LEVEL).length;
  const better = above(tried, ({ skill }) => skill);
  const counted = passed(tried, ({ skill }) => skill, "adjusted").length;
  return [
    `${better} of ${tried.length} models ${better === 1 ? "has" : "have"} less error than ${reference} over ${rows.toLocaleString("en-US")} days.`,
    `Were each the only one tried (p < ${LEVEL}), ${alone.length} would be called better, and ${(tried.length * LEVEL).toFixed(1)} by chance alone if none knew anything; counting all ${tried.length} (Holm), ${counted === 0 ? "none is" : `${counted} ${counted === 1 ? "is" : "are"}`}.`,
    `${worse} ${worse === 1 ? "is" : "are"} worse beyond chance, tested alone.`,
  ].join(" ");
}

function passed(models: readonly ComparedModel[], of: (model: ComparedModel) => Tested, by: "p" | "adjusted"): readonly string[] {
  return models.filter((model) => (of(model)[by] ?? 1) < LEVEL).map(({ spec }) => spec.model);
}

function above(models: readonly ComparedModel[], of: (model: ComparedModel) => Tested): number {
  return models.filter((model) => Number(of(model).value) > 0).length;
}

function list(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
