/**
 * Compares a column of a reader with the expected one. Returns a sentence about the first difference, or undefined.
 * `tolerance` is relative to the expected value, absolute below 1.
 */
export function differenceOf(got: unknown, expected: ArrayLike<number>, tolerance = 1e-9): string | undefined {
  if (!isNumbers(got)) return `It must return numbers in an array, it returned ${got === null ? "null" : typeof got}.`;
  if (got.length !== expected.length) return `It must return ${expected.length} values, it returned ${got.length}.`;
  for (let k = 0; k < expected.length; k++) {
    const difference = numberDifference(got[k], expected[k]!, tolerance);
    if (difference) return `At position ${k} ${difference}`;
  }
  return undefined;
}

/** The same for one number. */
export function numberDifference(got: unknown, expected: number, tolerance = 1e-9): string | undefined {
  const wrong = `the answer is ${format(expected)}, yours is ${format(got)}.`;
  if (typeof got !== "number") return wrong;
  if (Number.isNaN(expected) || Number.isNaN(got)) return Number.isNaN(expected) && Number.isNaN(got) ? undefined : wrong;
  if (got === expected) return undefined;
  return Math.abs(got - expected) <= tolerance * Math.max(1, Math.abs(expected)) ? undefined : wrong;
}

function isNumbers(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function format(value: unknown): string {
  return typeof value === "number" ? String(Number(value.toPrecision(8))) : typeof value;
}
