import type { Cut } from "./chooseCuts.ts";
import { changed, further, suspects, type Examination, type Suspect, type World } from "./examination.ts";
import { ask, type Inquiry } from "./inquiry.ts";

/** The columns that look ahead at one of the cuts, each where it was seen to look furthest. A cut judges all columns; none ends the search early. */
export function* search(examination: Examination, world: World, cuts: readonly Cut[], test: string): Inquiry<ReadonlyMap<string, Suspect>> {
  const found = new Map<string, Suspect>();
  for (const [position, cut] of cuts.entries()) {
    const made = yield* ask(changed(examination, world.panel, cut.test, cut.at), { test, position, count: cuts.length }, examination.refusals);
    if (made === undefined) continue;
    for (const suspect of suspects(examination, world, made, cut.at)) {
      const id = `${suspect.traced.symbol}\n${suspect.traced.name}`;
      found.set(id, further(examination, found.get(id), suspect));
    }
  }
  return found;
}
