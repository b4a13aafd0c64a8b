import { countUpTo } from "./panel.ts";
import { changed, type Examination, type Suspect } from "./examination.ts";
import { isSame } from "./difference.ts";
import { ask, type Inquiry } from "./inquiry.ts";

/** How far a suspect sees, and into whose future; no asset where changing one alone on the whole history did not show it: then the bars of its own up to the cut count. */
export type Sight = { readonly suspect: Suspect; readonly asset: string | undefined; readonly barsAhead: number };

type Probe = { readonly suspect: Suspect; readonly asset: string; readonly start: number; sure: number; beyond: number; round: number; dropped: boolean };

/**
 * The furthest bar of each asset whose change still changes a suspect's row. If a later change shows the leak, so does every earlier one,
 * and so the bar is found by doubling and halving. All suspects share the calls.
 */
export function* reach(examination: Examination, found: readonly Suspect[]): Inquiry<readonly Sight[]> {
  const { clock, panel, refusals } = examination;
  const assets = Object.keys(panel);
  const probes = found.flatMap((suspect) => assets.map((asset): Probe => {
    const isKnown = assets.length === 1;
    return { suspect, asset, start: isKnown ? suspect.at : momentAfter(examination, suspect), sure: isKnown ? suspect.at : -1, beyond: clock.length, round: 0, dropped: false };
  }));
  for (let call = 0; ; call++) {
    const open = probes.filter((probe) => !probe.dropped && probe.beyond - probe.sure > 1);
    const [next] = open;
    if (next === undefined) break;
    const at = nextMoment(next, clock.length);
    const step = { test: "how far ahead", position: call, count: call + open.length };
    const made = yield* ask(changed(examination, panel, { test: "future perturbation", at }, next.asset), step, refusals);
    next.round++;
    for (const probe of open.filter(({ asset, beyond, start, sure }) => asset === next.asset && at > sure && at < beyond && at >= start)) {
      const { row, traced } = probe.suspect;
      const id = `${traced.symbol}\n${traced.name}`;
      const whole = examination.whole.get(id)!.values[row]!;
      const seen = made !== undefined && !isSame(whole, made.get(id)?.values[row] ?? Number.NaN, examination.sizes.get(id)!, examination.tolerance);
      if (seen) probe.sure = at;
      else if (at === probe.start) probe.dropped = true;
      else probe.beyond = at;
    }
  }
  return found.flatMap((suspect): readonly Sight[] => {
    const seen = probes.filter((probe) => probe.suspect === suspect && !probe.dropped);
    if (seen.length === 0) return [{ suspect, asset: undefined, barsAhead: Math.max(1, barsBetween(examination, suspect, suspect.traced.symbol, suspect.at)) }];
    return seen.map(({ asset, sure }) => ({ suspect, asset, barsAhead: barsBetween(examination, suspect, asset, sure) }));
  });
}

/** First right behind the row, unless more is sure; then the last bar of all; then ever further, and then halfway. */
function nextMoment({ beyond, round, start, sure }: Probe, count: number): number {
  if (sure < 0) return start;
  if (beyond === count) return count - 1;
  return sure + Math.min(2 ** Math.max(0, round - 1), Math.max(1, (beyond - sure) >> 1));
}

/** The first moment of the clock behind a suspect's row. */
function momentAfter({ clock, panel }: Examination, { row, traced }: Suspect): number {
  return countUpTo(clock, panel[traced.symbol]!.closeTime[row]!);
}

/** Bars of an asset that close after a suspect's row, up to a moment of the clock. */
function barsBetween({ clock, panel }: Examination, { row, traced }: Suspect, asset: string, at: number): number {
  const { closeTime } = panel[asset]!;
  return countUpTo(closeTime, clock[at]!) - countUpTo(closeTime, panel[traced.symbol]!.closeTime[row]!);
}
