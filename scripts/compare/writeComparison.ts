import path from "node:path";
import { settingsOf } from "../../lib/catalogue/index.ts";
import { comparisonTable, comparisonWords, type ModelComparison } from "../../lib/evaluation/index.ts";
import { makeFolder } from "../../lib/market/files/makeFolder.ts";
import { writeWhole } from "../../lib/market/files/writeWhole.ts";
import { isAvailable } from "../../lib/statistics/index.ts";
import { comparisonFigure, figurePng, figureSvg, type Figure } from "../../lib/show/index.ts";
import type { ComparisonSection } from "../../lib/runs/book/comparisonFile.ts";
import { markdownTable } from "./markdown.ts";

/** Facts of a comparison that its numbers depend on, for the record. */
export type Facts = Readonly<Record<string, unknown>>;

/** Tables with their sentences, one a comparison. */
export function sectionsOf(comparisons: readonly ModelComparison[], captions: readonly string[]): readonly ComparisonSection[] {
  return comparisons.map((comparison, k) => {
    const title = comparison.task === "regression" ? "The next day's return" : "Whether the next day rises";
    return { title, caption: captions[k]!, ...comparisonTable(comparison), words: comparisonWords(comparison) };
  });
}

/** Writes comparison.json, comparison.md and the figure as PNG and SVG, each whole. */
export function writeComparison(folder: string, comparisons: readonly ModelComparison[], sections: readonly ComparisonSection[], facts: Facts): void {
  makeFolder(folder);
  const write = (name: string, data: string | Uint8Array) => writeWhole(path.join(folder, name), data);
  const recorded = comparisons.map((one) => ({ ...one, models: one.models.map((model) => ({ ...model, settings: settingsOf(model.spec) })) }));
  write("comparison.json", `${JSON.stringify({ ...facts, sections, comparisons: recorded }, undefined, 1)}\n`);
  write("comparison.md", comparisonMarkdown(sections, comparisons));
  const figure = skillFigure(comparisons[0]!);
  if (figure === undefined) return;
  write("comparison.png", figurePng(figure));
  write("comparison.svg", figureSvg(figure));
}

/** Left edge of the figure, percent: a hopeless model would press all others into one line. It stands at the edge with its number in its name. */
const EDGE = -10;

/** Skill of each model with its interval; undefined where none has one. */
export function skillFigure({ models, reference }: ModelComparison): Figure | undefined {
  const drawn = models.flatMap(({ family, skill: { interval, value }, spec }) => {
    if (!isAvailable(value) || !("low" in interval)) return [];
    const [name, skill] = [`${spec.model}${family === "baseline" ? " (baseline)" : ""}`, 100 * value];
    if (skill < EDGE) return [{ model: `${name} ← ${skill.toFixed(0)}`, value: EDGE, low: EDGE, high: EDGE }];
    return [{ model: name, value: skill, low: Math.max(EDGE, 100 * Math.min(interval.low, value)), high: 100 * Math.max(interval.high, value) }];
  });
  if (drawn.length === 0) return undefined;
  return comparisonFigure(drawn, { title: `Skill against ${reference}, and the middle 95 % of its resamples`, xTitle: `less error than ${reference}, %; ← is further left` });
}

function comparisonMarkdown(sections: readonly ComparisonSection[], comparisons: readonly ModelComparison[]): string {
  const settings = [...new Map(comparisons.flatMap(({ models }) => models.map(({ spec }) => [spec.model, JSON.stringify(settingsOf(spec))] as const))).entries()].map(([model, text]) => [model, `\`${text.replaceAll("|", "\\|")}\``]);
  return [
    "# The models compared", "",
    "Written by `npm run compare`; nothing here is edited by hand.", "",
    ...sections.flatMap(({ caption, columns, rows, title, words }, k) => [`## ${title}`, "", ...words.flatMap((sentence) => [sentence, ""]), ...(k === 0 ? ["![Skill of each model](comparison.png)", ""] : []), ...markdownTable(columns, rows), "", caption, ""]),
    "## Settings", "", ...markdownTable(["model", "settings"], settings), "",
  ].join("\n");
}
