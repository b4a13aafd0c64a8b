import { readRecord, type RunRecord } from "../record/record.ts";
import { comparableIn, compareStages, type ReplayDifference } from "./compareStages.ts";
import { changedStages, conditionFindings, type ConditionFinding } from "./conditions.ts";
import type { ReplayPlan } from "./planReplay.ts";

/** What a repetition showed. */
export type ReplayReport = {
  readonly run: string;
  readonly repeatedAs: string;
  /** What was not as it was then; of itself no difference. */
  readonly conditions: readonly ConditionFinding[];
  /** In the order of the pipeline; none where all came out equal to the last bit. */
  readonly differences: readonly ReplayDifference[];
  readonly compared: { readonly stages: number; readonly items: number };
  /** How the repetition ended, where it did not finish, and how many items it had recorded until then. */
  readonly failure?: string;
  readonly reached?: number;
  readonly isEqual: boolean;
};

/** Compares a run with its repetition, stage by stage. What one of them had not recorded when it ended before its time is no difference. */
export function replayReport({ folder, isPartial, parts, record }: ReplayPlan, repeatedFolder: string): ReplayReport {
  const repeated: RunRecord = readRecord(repeatedFolder);
  const all = compareStages(folder, repeatedFolder, parts);
  const failure = repeated.status === "finished" ? {} : { failure: repeated.reason ?? repeated.status, reached: comparableIn(repeatedFolder, parts).items };
  const isUnreached: (code: ReplayDifference["code"]) => boolean = (code) => (isPartial && (code === "stage added" || code === "item added")) || (repeated.status !== "finished" && (code === "stage missing" || code === "item missing"));
  const differences = all.filter(({ code }) => !isUnreached(code));
  return {
    run: record.id, repeatedAs: repeated.id, differences, ...failure,
    conditions: [...changedStages(folder, record), ...conditionFindings(record, repeated)],
    compared: comparableIn(folder, parts), isEqual: differences.length === 0 && repeated.status === "finished",
  };
}

const MOST_CONDITIONS = 12;

/** The report in words: what was not as then, whether all is equal, else the first difference of the pipeline and how many follow. */
export function replayText({ compared, conditions, differences, failure, reached, repeatedAs, run }: ReplayReport): string {
  const [first, ...others] = differences;
  const what = `${counted(compared.items, "item")} of ${counted(compared.stages, "stage")}`;
  const verdict = first === undefined ? [failure === undefined ? `Equal to the last bit: ${what}.` : reached === 0 ? "It had recorded nothing until then." : "What it recorded until then is equal to the last bit."] : ["The first difference:", ...differenceLines(first).map((line) => `  ${line}`), ...followers(others)];
  return [
    ...(conditions.length === 0 ? [] : ["Not as it was then:", ...conditions.slice(0, MOST_CONDITIONS).map(({ code, expected, got, where }) => `  ${code}, ${where}: expected ${expected}, got ${got}`),
      ...(conditions.length > MOST_CONDITIONS ? [`  and ${conditions.length - MOST_CONDITIONS} more`] : [])]),
    `Run ${run} was repeated as ${repeatedAs}.`,
    ...(failure === undefined ? [] : [`The repetition did not finish: ${failure.replace(/[.\s]+$/, "")}.`]),
    ...verdict,
  ].join("\n");
}

/** A difference in words, with the first rows that differ. */
export function differenceLines({ code, expected, got, where }: ReplayDifference): readonly string[] {
  const { block, item, kind, notebook, rows = [], stage } = where;
  const place = [`${stage} of ${notebook}`, ...(item === undefined ? [] : [item])].join(", ");
  if (rows.length === 0) return [`${place}${block === undefined ? "" : `, in rows ${block[0]} to ${block[1]}`}: ${code === "values" ? "" : `${code}: `}expected ${expected}, got ${got}`];
  const at = (row: number, path?: string) => [...(kind === "json" ? [] : [`row ${row}`]), ...(path === undefined ? [] : [path])].join(", ");
  const lines = rows.map((one) => `${[place, at(one.row, one.path)].filter((text) => text !== "").join(", ")}: expected ${one.expected}, got ${one.got}`);
  return code === "rows" ? [`${place}: expected ${expected}, got ${got}`, ...lines] : lines;
}

function followers(others: readonly ReplayDifference[]): readonly string[] {
  if (others.length === 0) return ["It is the only one."];
  const counts = new Map<string, number>();
  for (const { where } of others) counts.set(`${where.stage} of ${where.notebook}`, 1 + (counts.get(`${where.stage} of ${where.notebook}`) ?? 0));
  return [`${others.length} more ${others.length === 1 ? "item differs" : "items differ"}:`, ...[...counts].map(([place, count]) => `  ${place}: ${count}`)];
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;
