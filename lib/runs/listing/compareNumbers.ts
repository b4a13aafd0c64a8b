/** A value of a run's results that another run has otherwise. `difference` is of two numbers: the second less the first. */
export type ResultDifference = { readonly where: string; readonly first: unknown; readonly second: unknown; readonly difference?: number };

/** A list of more is told by how many of its values differ, and the widest difference. */
const LONGEST = 12;

/** Each value that differs, by its path in the results, in their order. A value that one of them lacks is undefined there. */
export function compareNumbers(first: unknown, second: unknown, where = ""): readonly ResultDifference[] {
  if (Object.is(first, second)) return [];
  if (typeof first === "number" && typeof second === "number") return [{ where, first, second, difference: second - first }];
  if (Array.isArray(first) && Array.isArray(second)) return compareLists(first, second, where);
  if (isRecord(first) && isRecord(second)) {
    return [...new Set([...Object.keys(first), ...Object.keys(second)])].flatMap((name) => compareNumbers(first[name], second[name], where === "" ? name : `${where}.${name}`));
  }
  return JSON.stringify(first) === JSON.stringify(second) ? [] : [{ where, first, second }];
}

function compareLists(first: readonly unknown[], second: readonly unknown[], where: string): readonly ResultDifference[] {
  const length = Math.max(first.length, second.length);
  const all = Array.from({ length }, (_, k) => compareNumbers(first[k], second[k], `${where}[${k}]`)).flat();
  if (length <= LONGEST || all.length === 0) return all;
  const widest = all.reduce((most, one) => (Math.abs(one.difference ?? 0) > Math.abs(most.difference ?? 0) ? one : most));
  return [{ ...widest, where: `${widest.where}, the widest of ${all.length} that differ` }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
