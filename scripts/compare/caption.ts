import type { ModelComparison } from "../../lib/evaluation/index.ts";
import type { Span } from "../../lib/validation/index.ts";
import type { Part } from "./parts.ts";
import type { Times } from "./times.ts";

type Facts = { readonly seeds: number; readonly train: number | Span; readonly test: number | Span; readonly times: Times | undefined };

/** What a table's numbers rest on, in sentences. */
export function captionOf({ from, rows, to }: ModelComparison, { dataset, plan }: Part, { seeds, test, times, train }: Facts): string {
  return [
    `${dataset.symbol}, ${rows.toLocaleString("en-US")} days from ${from} to ${to}, none of which its model had seen:`,
    `each of ${plan.folds.length} fits learns from ${stretchText(train)} and foretells the next ${stretchText(test)}${test === "1mo" ? "" : " (`--test 1mo` refits monthly)"}.`,
    `${seeds === 1 ? "One seed" : `${seeds} seeds, mean ± standard deviation; models that no seed changes once`}; windows of ${plan.lookback} days of ${dataset.columns.names.length} factors; settings of the catalogue, none searched.`,
    secondsText(times),
  ].join(" ");
}

function secondsText(times: Times | undefined): string {
  if (times === undefined) return "Seconds were taken while other folds were fitted beside, and are no measure of speed; `--times` takes them alone.";
  return `Seconds are of one fold fitted alone by one thread${times.load > 1 ? `, on a machine that was busy with other work (load ${times.load.toFixed(1)}), and so too long` : ""}.`;
}

const UNITS = { d: "day", w: "week", mo: "month", y: "year" } as const;

function stretchText(stretch: number | Span): string {
  if (typeof stretch === "number") return `${stretch.toLocaleString("en-US")} rows`;
  const [, count = "", unit = ""] = /^(\d+)(\D+)$/.exec(stretch) ?? [];
  const word = Object.entries(UNITS).find(([name]) => name === unit)?.[1] ?? unit;
  return count === "1" ? word : `${count} ${word}s`;
}
