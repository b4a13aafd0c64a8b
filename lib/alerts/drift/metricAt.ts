/** A metric found, or why there is none. */
export type MetricFound = { readonly value: number; readonly reason?: undefined } | { readonly value?: undefined; readonly reason: string };

/**
 * The number at a path of nested objects and lists: `results.08-lstm.forecasts[0].rmse`, `…forecasts[model=LSTM].rmse`.
 * `{ value }` with a number inside counts as that number, as in results that keep a reason for N/A.
 */
export function metricAt(tree: unknown, path: string): MetricFound {
  let here: unknown = tree;
  const walked: string[] = [];
  for (const [step, name, index, key, wanted] of path.matchAll(/(?:^|\.)([^.[\]]+)|\[(\d+)\]|\[([^=\]]+)=([^\]]*)\]/g)) {
    const next = name !== undefined ? member(here, name) : index !== undefined ? at(here, Number(index)) : Array.isArray(here) ? here.find((row) => String(member(row, key!)) === wanted) : undefined;
    if (next === undefined) return { reason: `${walked.join("") || "the record"} has no ${step.replace(/^\./, "")}${namesOf(here, key)}` };
    walked.push(step);
    here = next;
  }
  if (walked.join("") !== path) return { reason: `"${path}" is no path; write it as results.08-lstm.forecasts[model=LSTM].rmse` };
  const value = member(here, "value") ?? here;
  return typeof value === "number" && Number.isFinite(value) ? { value } : { reason: `${path} holds no number` };
}

const at = (tree: unknown, index: number): unknown => (Array.isArray(tree) ? tree[index] : undefined);

function member(tree: unknown, name: string): unknown {
  return tree !== null && typeof tree === "object" && Object.hasOwn(tree, name) ? Reflect.get(tree, name) : undefined;
}

/** What is there: the names, or of a list of rows what they hold in the field that was asked. */
function namesOf(tree: unknown, key: string | undefined): string {
  if (tree === null || typeof tree !== "object") return "";
  const names = (Array.isArray(tree) && key !== undefined ? tree.map((row) => String(member(row, key))) : Object.keys(tree)).slice(0, 8);
  return names.length === 0 ? "" : `; it has ${names.join(", ")}`;
}
