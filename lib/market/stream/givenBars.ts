import { BAR_VALUES, type LiveBar } from "./liveBar.ts";

/** So many are remembered. */
const REMEMBERED = 1000;

/** The finished bars given last, so that a correction is seen. */
export type GivenBars = {
  readonly add: (bar: LiveBar) => void;
  /** The bar as it was given, if this one differs from it; each correction is told once. */
  readonly corrected: (bar: LiveBar) => LiveBar | undefined;
};

export function givenBars(): GivenBars {
  const given = new Map<number, LiveBar>();
  return {
    add: (bar) => {
      given.set(bar.closeTime, bar);
      for (const [oldest] of given) {
        if (given.size <= REMEMBERED) break;
        given.delete(oldest);
      }
    },
    corrected: (bar) => {
      const before = given.get(bar.closeTime);
      if (before === undefined || BAR_VALUES.every((name) => Object.is(before[name], bar[name]))) return undefined;
      given.set(bar.closeTime, bar);
      return before;
    },
  };
}
