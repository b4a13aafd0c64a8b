/** A row that differs, from 0. `path` leads to the field inside a row of JSON. */
export type RowDifference = { readonly row: number; readonly path?: string; readonly expected: string; readonly got: string };

const MOST = 3;

/** The first rows in which two items differ, at most three; a row that only one of them has is "none" in the other. Numbers are compared by their bits, but one NaN is like another. */
export function firstDifferences(expected: ArrayLike<number | string>, got: ArrayLike<number | string>): readonly RowDifference[] {
  const found: RowDifference[] = [];
  for (let row = 0; row < Math.max(expected.length, got.length) && found.length < MOST; row++) {
    const [theirs, ours] = [expected[row], got[row]];
    if (Object.is(theirs, ours)) continue;
    if (typeof theirs === "string" && typeof ours === "string") found.push({ row, ...inJson(JSON.parse(theirs), JSON.parse(ours)) });
    else found.push({ row, expected: textOf(theirs), got: textOf(ours) });
  }
  return found;
}

/** The first field in which two values of JSON differ. */
function inJson(expected: unknown, got: unknown, path = ""): Omit<RowDifference, "row"> {
  if (isObject(expected) && isObject(got)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(got)])) {
      const [theirs, ours] = [Reflect.get(expected, key), Reflect.get(got, key)];
      if (JSON.stringify(theirs) !== JSON.stringify(ours)) return inJson(theirs, ours, Array.isArray(expected) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`);
    }
  }
  return { ...(path === "" ? {} : { path }), expected: shortJson(expected), got: shortJson(got) };
}

const isObject = (value: unknown): value is object => value !== null && typeof value === "object";

function shortJson(value: unknown): string {
  const text = value === undefined ? "none" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function textOf(value: number | string | undefined): string {
  if (value === undefined) return "none";
  return Object.is(value, -0) ? "-0" : typeof value === "string" ? shortJson(JSON.parse(value)) : String(value);
}
