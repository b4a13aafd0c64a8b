import { readRecord, type CellRecord, type NotebookRecord, type RunRecord } from "../record/record.ts";
import { conditionFindings, type ConditionFinding } from "../replay/conditions.ts";
import { readResults } from "../record/results.ts";
import { compareNumbers, type ResultDifference } from "./compareNumbers.ts";
import { byText, durationOf, statusText, whatText } from "./words.ts";

/** A fact of two runs that differs, as text. */
export type FactDifference = { readonly fact: string; readonly first: string; readonly second: string };
/** The same cell in both: `first` of a notebook without the cell that holds passed parameters. */
export type CellDifference = { readonly cell: number; readonly first: number | null; readonly second: number | null; /** second / first. */ readonly ratio: number | null; readonly isOutputDifferent: boolean };
export type NotebookDifference = { readonly notebook: string; readonly facts: readonly FactDifference[]; readonly cells: readonly CellDifference[] };

export type RunComparison = {
  readonly first: string;
  readonly second: string;
  /** What was asked and how it ended. */
  readonly facts: readonly FactDifference[];
  /** Parameters, by name; one that a run was not given is "not given". */
  readonly parameters: readonly FactDifference[];
  /** Data, code, packages, machine and engine: `expected` is the first run's. */
  readonly conditions: readonly ConditionFinding[];
  readonly notebooks: readonly NotebookDifference[];
  readonly results: readonly ResultDifference[];
  /** Words of git that say what lies between the two commits; undefined where they are one, or unknown. */
  readonly log?: string;
  /** Whether outputs, results and stages are the same. */
  readonly isEqual: boolean;
};

/** What differs between two runs, out of their folders. */
export function compareRuns(firstFolder: string, secondFolder: string): RunComparison {
  const [a, b] = [readRecord(firstFolder), readRecord(secondFolder)];
  const notebooks = notebookNames(a, b).map((name) => compareNotebooks(name, notebookOf(a, name), notebookOf(b, name)));
  const results = compareNumbers(readResults(firstFolder), readResults(secondFolder));
  const [from, to] = [a.code.commit, b.code.commit];
  const isSameOutput = notebookNames(a, b).every((name) => notebookOf(a, name)?.outputs === notebookOf(b, name)?.outputs);
  return {
    first: a.id, second: b.id, facts: runFacts(a, b), parameters: differing(given(a.parameters), given(b.parameters), "not given"), conditions: conditionFindings(a, b), notebooks, results,
    ...(from && to && from !== to && { log: `git log --oneline --left-right ${from.slice(0, 12)}...${to.slice(0, 12)}` }),
    isEqual: isSameOutput && results.length === 0 && JSON.stringify(a.stages ?? {}) === JSON.stringify(b.stages ?? {}),
  };
}

function runFacts(a: RunRecord, b: RunRecord): readonly FactDifference[] {
  const facts = (record: RunRecord) => ({
    what: whatText(record), by: byText(record), status: statusText(record), reason: record.reason ?? "none", kernel: record.kernel ?? "not told", took: `${durationOf(record, Date.parse(record.started)).toFixed(2)} s`,
    limits: JSON.stringify(record.limits ?? {}), arguments: record.command?.arguments.join(" ") ?? "none", engine: [record.engine?.["kind"], record.engine?.["version"]].filter(Boolean).join(", ") || "none",
  });
  return differing(facts(a), facts(b), "none");
}

function compareNotebooks(notebook: string, a: NotebookRecord | undefined, b: NotebookRecord | undefined): NotebookDifference {
  const facts = (one: NotebookRecord | undefined) => ({ outcome: one?.outcome ?? "not in this run", outputs: one?.outputs?.slice(0, 12) ?? "none" });
  const [ours, theirs] = [a, b].map((one) => (one?.cellTimes ?? []).filter(({ injected }) => !injected));
  const count = a && b ? Math.max(ours?.length ?? 0, theirs?.length ?? 0) : 0;
  return { notebook, facts: differing(facts(a), facts(b), "none"), cells: Array.from({ length: count }, (_, k) => compareCells(k + 1, ours?.[k], theirs?.[k])) };
}

function compareCells(cell: number, a: CellRecord | undefined, b: CellRecord | undefined): CellDifference {
  const [first, second] = [a?.seconds ?? null, b?.seconds ?? null];
  return { cell, first, second, ratio: first && second !== null ? second / first : null, isOutputDifferent: a?.outputs !== b?.outputs || a?.state !== b?.state };
}

function given(parameters: RunRecord["parameters"]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, JSON.stringify(value) ?? "null"]));
}

function differing(first: Readonly<Record<string, string>>, second: Readonly<Record<string, string>>, none: string): readonly FactDifference[] {
  return [...new Set([...Object.keys(first), ...Object.keys(second)])].filter((fact) => first[fact] !== second[fact]).map((fact) => ({ fact, first: first[fact] ?? none, second: second[fact] ?? none }));
}

function notebookNames(a: RunRecord, b: RunRecord): readonly string[] {
  return [...new Set([...a.notebooks, ...b.notebooks].map(({ notebook }) => notebook))];
}

function notebookOf({ notebooks }: RunRecord, name: string): NotebookRecord | undefined {
  return notebooks.find(({ notebook }) => notebook === name);
}
