import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { readResults } from "../record/results.ts";
import { firstDifferences, type RowDifference } from "./firstDifferences.ts";
import { bytesOf, digestItem, rowsOf } from "./itemBytes.ts";
import { keptFile, readStages, STAGES, type RecordedItem, type Stage } from "./stageFile.ts";
import { stageItems } from "./stageItems.ts";

/** Something that came out otherwise when a run was repeated. */
export type ReplayDifference = {
  readonly code: "stage missing" | "stage added" | "item missing" | "item added" | "kind" | "rows" | "values";
  readonly where: { readonly stage: Stage; readonly notebook: string; readonly item?: string; readonly kind?: string; /** First rows that differ, at most three. */ readonly rows?: readonly RowDifference[]; /** Where the values were too many to keep: first and last row of the first block that differs. */ readonly block?: readonly [number, number] };
  readonly expected: string;
  readonly got: string;
};

/** Every difference between two runs, in the order of the pipeline: by stage, then by notebook, then as the items were recorded. in: folders, and the notebooks or commands to compare */
export function compareStages(expectedFolder: string, gotFolder: string, notebooks: readonly string[]): readonly ReplayDifference[] {
  const [expected, got] = [stagesOf(expectedFolder), stagesOf(gotFolder)];
  return STAGES.flatMap((stage) => [...notebooks].sort().flatMap((notebook) => {
    const [ours, theirs] = [got, expected].map((all) => all.get(notebook)?.get(stage));
    if (theirs === undefined && ours === undefined) return [];
    const where = { stage, notebook };
    if (ours === undefined) return [{ code: "stage missing", where, expected: `${theirs?.length} items`, got: "none" } as const];
    if (theirs === undefined) return [{ code: "stage added", where, expected: "none", got: `${ours.length} items` } as const];
    return compareItems(where, theirs, ours);
  }));
}

/** How many stages and items of the notebooks a run has to compare with. */
export function comparableIn(runFolder: string, notebooks: readonly string[]): { readonly stages: number; readonly items: number } {
  const all = [...stagesOf(runFolder)].filter(([notebook]) => notebooks.includes(notebook)).flatMap(([, stages]) => [...stages.values()]);
  return { stages: all.length, items: all.reduce((sum, items) => sum + items.length, 0) };
}

type Item = RecordedItem & { readonly read: () => ArrayLike<number> | readonly string[] | undefined };

function compareItems(where: { readonly stage: Stage; readonly notebook: string }, expected: readonly Item[], got: readonly Item[]): readonly ReplayDifference[] {
  const [theirs, ours] = [expected, got].map((items) => new Map(items.map((item) => [item.name, item])));
  const missing = expected.flatMap((item): ReplayDifference[] => {
    const own = ours?.get(item.name);
    if (own === undefined) return [{ code: "item missing", where: { ...where, item: item.name }, expected: `${item.kind} of ${item.rows} rows`, got: "none" }];
    const difference = compareItem(where, item, own);
    return difference === undefined ? [] : [difference];
  });
  const added = got.filter(({ name }) => !theirs?.has(name)).map((item): ReplayDifference => ({ code: "item added", where: { ...where, item: item.name }, expected: "none", got: `${item.kind} of ${item.rows} rows` }));
  return [...missing, ...added];
}

function compareItem(place: { readonly stage: Stage; readonly notebook: string }, expected: Item, got: Item): ReplayDifference | undefined {
  if (expected.sha256 === got.sha256 && expected.kind === got.kind && expected.rows === got.rows) return undefined;
  const where = { ...place, item: expected.name, kind: expected.kind };
  if (expected.kind !== got.kind) return { code: "kind", where, expected: expected.kind, got: got.kind };
  const [theirs, ours] = [expected.read(), got.read()];
  const rows = theirs === undefined || ours === undefined ? undefined : firstDifferences(theirs, ours);
  const code = expected.rows === got.rows ? "values" : "rows";
  const counts = { expected: `${expected.rows} rows`, got: `${got.rows} rows` };
  const [first] = rows ?? [];
  if (rows !== undefined && first !== undefined) return { code, where: { ...where, rows }, ...(code === "rows" ? counts : { expected: first.expected, got: first.got }) };
  const k = expected.rowsPerBlock === got.rowsPerBlock ? expected.blocks.findIndex((block, n) => block !== got.blocks[n]) : -1;
  if (k < 0) return { code, where, ...(code === "rows" ? counts : { expected: short(expected.sha256), got: short(got.sha256) }) };
  const block = [k * expected.rowsPerBlock, Math.min((k + 1) * expected.rowsPerBlock, expected.rows) - 1] as const;
  return { code, where: { ...where, block }, ...(code === "rows" ? counts : { expected: short(expected.blocks[k] ?? "none"), got: short(got.blocks[k] ?? "none") }) };
}

const short = (digest: string) => `digest ${digest.slice(0, 12)}`;

/** Notebook → stage → items. What the notebooks recorded for the closing table is part of their reports. */
function stagesOf(runFolder: string): ReadonlyMap<string, ReadonlyMap<Stage, readonly Item[]>> {
  const all = new Map<string, Map<Stage, readonly Item[]>>();
  for (const { notebook, stages } of readStages(runFolder)) {
    all.set(notebook, new Map(stages.map(({ items, stage }) => [stage, items.map((item) => ({ ...item, read: () => readKept(keptFile(runFolder, notebook, stage), item) }))])));
  }
  for (const [notebook, results] of Object.entries(readResults(runFolder))) {
    const own = all.get(notebook) ?? new Map<Stage, readonly Item[]>();
    const recorded = stageItems(Object.fromEntries(Object.entries(results).map(([name, value]) => [`result ${name}`, value]))).map((item): Item => {
      const bytes = bytesOf(item);
      const digests = digestItem(item, bytes);
      return { ...digests, read: () => rowsOf(digests, bytes) };
    });
    all.set(notebook, own.set("report", [...(own.get("report") ?? []), ...recorded]));
  }
  return all;
}

function readKept(file: string, item: RecordedItem): ArrayLike<number> | readonly string[] | undefined {
  if (item.kept === undefined || !existsSync(file)) return undefined;
  const bytes = Buffer.alloc(item.kept.bytes);
  const handle = openSync(file, "r");
  try {
    if (readSync(handle, bytes, 0, item.kept.bytes, item.kept.at) < item.kept.bytes) return undefined;
  } finally {
    closeSync(handle);
  }
  return rowsOf(item, bytes);
}
