import type { Cut } from "./chooseCuts.ts";
import { changed, further, suspects, type Examination, type Suspect, type World } from "./examination.ts";
import { ask, type Inquiry } from "./inquiry.ts";

/** What some cuts showed: the columns that look ahead by column and test, and the cuts at which the function answered. */
export type Searched = { readonly found: ReadonlyMap<string, Suspect>; readonly answered: readonly Cut[] };

/** The columns that look ahead at one of the cuts, each where it was seen to look furthest. A cut judges all columns; none ends the search early. */
export function* search(examination: Examination, world: World, cuts: readonly Cut[], test: string): Inquiry<Searched> {
  const found = new Map<string, Suspect>();
  const answered: Cut[] = [];
  for (const [position, cut] of cuts.entries()) {
    const made = yield* ask(changed(examination, world.panel, cut), { test, position, count: cuts.length }, examination.refusals);
    if (made === undefined) continue;
    answered.push(cut);
    for (const suspect of suspects(examination, world, made, cut)) {
      const id = `${suspect.traced.symbol}\n${suspect.traced.name}\n${cut.test}`;
      found.set(id, further(examination, found.get(id), suspect));
    }
  }
  return { found, answered };
}
