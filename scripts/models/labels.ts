import { nextClose, nextLogReturn, nextReturn, nextRise, threeClasses, tripleBarrier, type Label } from "../../lib/labels/index.ts";
import type { Bars } from "../../lib/market/bars.ts";

/** Labels that a command can make of bars, by the name of their function. */
const MAKERS = { nextLogReturn, nextReturn, nextClose, nextRise, threeClasses, tripleBarrier } satisfies Readonly<Record<string, (bars: Bars, options: { readonly horizon: number }) => Label>>;

export type LabelName = keyof typeof MAKERS;
export const LABELS: readonly string[] = Object.keys(MAKERS);

export function isLabelName(name: string): name is LabelName {
  return Object.hasOwn(MAKERS, name);
}

export function labelOf(name: LabelName, bars: Bars, horizon: number): Label {
  return MAKERS[name](bars, { horizon });
}
