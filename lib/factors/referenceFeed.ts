import { checkLateness, STALE_AFTER } from "./asOf.ts";
import { closeOf } from "./barLines.ts";
import type { Companions } from "./companions.ts";
import { FactorError } from "./error.ts";
import type { BesideBar } from "./streamFactors.ts";

type Close = { readonly closeTime: number; readonly close: number };

/** Bars of references as they arrive, and what of them goes beside a bar in a stream: the streaming twin of `asOf`. */
export class ReferenceFeed {
  readonly #lateBy: ReadonlyMap<string, number>;
  readonly #staleAfter: number;
  /** By name the closes that may still be asked for, oldest first. */
  readonly #closes = new Map<string, Close[]>();

  constructor({ lateBy = {}, staleAfter = STALE_AFTER }: Pick<Companions, "lateBy" | "staleAfter"> = {}) {
    checkLateness("ReferenceFeed", 0, staleAfter);
    for (const [name, late] of Object.entries(lateBy)) checkLateness(`the reference "${name}"`, late, staleAfter);
    this.#lateBy = new Map(Object.entries(lateBy));
    this.#staleAfter = staleAfter;
  }

  /** Takes a bar of a reference; one with the time of the last corrects it. */
  take(name: string, { close, closeTime }: Close): void {
    const closes = this.#closes.get(name) ?? [];
    const last = closes.at(-1);
    if (last && closeTime < last.closeTime) throw new FactorError(`the reference "${name}": a bar is earlier than the one before. Give its bars in the order of their times.`);
    if (last?.closeTime === closeTime) closes.pop();
    closes.push({ closeTime, close });
    this.#closes.set(name, closes);
  }

  /** The closes known at a time, as `append` of a stream takes them. Times must not go back. */
  at(time: number): BesideBar {
    const beside: Record<string, number> = {};
    for (const [name, closes] of this.#closes) {
      const late = this.#lateBy.get(name) ?? 0;
      let newest = -1;
      while (newest + 1 < closes.length && closes[newest + 1]!.closeTime <= time) newest++;
      const isKnown = newest >= late && time - closes[newest]!.closeTime <= this.#staleAfter;
      beside[closeOf(name)] = isKnown ? closes[newest - late]!.close : Number.NaN;
      closes.splice(0, Math.max(0, newest - late));
    }
    return beside;
  }
}
