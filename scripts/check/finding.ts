/** Something that a check found: which rule, where, what was expected there and what was got. */
export type Finding = { readonly code: string; readonly where: string; readonly expected: string; readonly got: string };

/** A finding as one line for people. */
export function findingLine({ where, expected, got }: Finding): string {
  return expected === "" ? `${where}: ${got}` : `${where}: got ${got}; expected ${expected}`;
}
