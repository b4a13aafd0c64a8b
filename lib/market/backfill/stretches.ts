import type { UtcMillis } from "../units.ts";

/** A stretch of close times: after `from`, up to and with `to`. */
export type Stretch = { readonly from: UtcMillis; readonly to: UtcMillis };

/** What of `wanted` is in none of `known`, oldest first. */
export function without(wanted: Stretch, known: readonly Stretch[]): readonly Stretch[] {
  const left: Stretch[] = [];
  let from = wanted.from;
  for (const stretch of merged(known)) {
    if (stretch.to <= from) continue;
    if (stretch.from >= wanted.to) break;
    if (stretch.from > from) left.push({ from, to: stretch.from });
    from = stretch.to;
  }
  if (from < wanted.to) left.push({ from, to: wanted.to });
  return left;
}

/** The same time in as few stretches as possible, oldest first. Empty ones are gone. */
export function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const stretch of stretches.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last === undefined || stretch.from > last.to) found.push(stretch);
    else if (stretch.to > last.to) found[found.length - 1] = { from: last.from, to: stretch.to };
  }
  return found;
}

/** What both have; undefined where that is nothing. */
export function common(a: Stretch, b: Stretch): Stretch | undefined {
  const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
  return to > from ? { from, to } : undefined;
}
