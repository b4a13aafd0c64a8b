import type { Finding } from "../finding.ts";

/**
 * Findings of which at most `most` of each kind are kept, spread evenly over the rows; the first of a kind says how many more there were. A kind is a code with a severity.
 * They are taken one by one and when there are too many every second one is let go, so that millions of them need no memory.
 */
export function keepFindings(findings: Iterable<Finding>, most: number): Finding[] {
  const kinds = new Map<string, { kept: Finding[]; seen: number; told: number; stride: number }>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.severity}`;
    let kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, (kind = { kept: [], seen: 0, told: 0, stride: 1 }));
    kind.told += timesFound(finding);
    if (kind.seen++ % kind.stride !== 0) continue;
    kind.kept.push(finding);
    if (kind.kept.length <= most) continue;
    kind.kept = kind.kept.filter((_, k) => k % 2 === 0);
    kind.stride *= 2;
  }
  return [...kinds.values()].flatMap(({ kept, told }) => kept.map((finding, k) => {
    const { more: _, ...single } = finding;
    return k === 0 && told > kept.length ? { ...single, more: told - kept.length } : single;
  }));
}

/** How many findings one stands for. */
export function timesFound({ more = 0 }: Pick<Finding, "more">): number {
  return 1 + more;
}
