import { ValidationError } from "../error.ts";
import { chooseCuts, firstValue, type Cut, type CutPlan } from "./chooseCuts.ts";
import { firstDifference, typicalSize } from "./difference.ts";
import { further, pieceOf, placeOf, wholeWorld, type Examination, type Suspect } from "./examination.ts";
import { ask, askWhole, type Inquiry, type Refusal, type Table } from "./inquiry.ts";
import type { LeakFinding, LeakTest, LookAheadFinding, UnsteadyFinding } from "./leakFinding.ts";
import type { ColumnReport, LeakOptions, LeakReport } from "./leakReport.ts";
import { clockOf, type Panel } from "./panel.ts";
import { reach, type Sight } from "./reach.ts";
import { search } from "./search.ts";
import { dateBound, delayed } from "./timestampShift.ts";
import { unsettled, warmUpCurves } from "./warmUpCurve.ts";

/**
 * Every test of a function that makes columns of a panel.
 * Truncation: what closes after a cut is taken away. Perturbation: it is changed instead. What came before must stay, in every column.
 * Where a column looks ahead, each asset is changed alone, so that the report says whose future was seen and how far.
 */
export function* examine(panel: Panel, { key, cuts = 12, declares, rows, tolerance = 1e-9, truncate = true, warmUp = true }: LeakOptions): Inquiry<LeakReport> {
  const clock = clockOf(panel);
  const assets = Object.keys(panel);
  const judged = rows ?? { from: 0, to: clock.length };
  if (!(judged.from >= 0 && judged.from < judged.to && judged.to <= clock.length)) throw new ValidationError(`detectLookAhead: rows ${judged.from}..${judged.to} do not lie in the ${clock.length} rows of ${assets.join(", ")}`);
  const whole = yield* askWhole(panel, { test: "whole history", position: 0, count: 2 });
  const again = yield* askWhole(panel, { test: "whole history", position: 1, count: 2 });
  const refusals: Refusal[] = [];
  const sizes = new Map([...whole].map(([id, { values }]) => [id, typicalSize(values)]));
  const examination: Examination = { panel, clock, judged, key, tolerance, whole, sizes, refusals };
  const unsteady = findUnsteady(examination, again);
  for (const id of unsteady.keys()) sizes.delete(id);

  const plan = chooseCuts(panel, clock, whole, judged, cuts, key);
  const truncated = yield* searchCounted(examination, truncate ? plan.cuts.filter(({ test }) => test === "truncation") : []);
  const perturbed = yield* searchCounted(examination, plan.cuts.filter(({ test }) => test === "future perturbation"));
  const piece = truncate ? plan.run : { ...plan.run, from: 0, to: clock.length - 1 };
  const run = yield* searchRun(examination, piece, truncate ? "truncation" : "future perturbation");
  const truncations = furthest(examination, [truncated.found, ...(truncate ? [run.found] : [])]);
  const perturbations = furthest(examination, [perturbed.found, ...(truncate ? [] : [run.found])]);
  const sights = yield* sightsOf(examination, truncations, perturbations);

  const bound = warmUp ? yield* dateBound(examination) : new Map<string, never>();
  const late = warmUp ? yield* delayed(examination, Math.max(2, cuts >> 1)) : [];
  const curves = warmUp && judged.from === 0 ? yield* warmUpCurves(examination) : { rows: [], curves: new Map<string, never>() };
  const short = declares && warmUp ? yield* unsettled(examination, curves, declares) : new Map<string, never>();

  const several = assets.length > 1;
  const columns = [...whole].map(([id, traced]): ColumnReport => {
    const seen: Partial<Record<LeakTest, LookAheadFinding>> = {};
    const own = sights.get(id) ?? [];
    for (const { sight, test } of own) {
      const finding = lookAhead(examination, sight, sight.asset !== undefined && sight.asset !== traced.symbol ? "cross-asset" : test, several);
      if ((seen[finding.test]?.barsAhead ?? 0) < finding.barsAhead) seen[finding.test] = finding;
    }
    if (own.length === 0) {
      for (const { examination: shifted, sight } of late) {
        if (`${sight.suspect.traced.symbol}\n${sight.suspect.traced.name}` === id) seen["timestamp shift"] ??= lookAhead(shifted, sight, "timestamp shift", several);
      }
    }
    const leaks = Object.values(seen);
    const others: readonly (LeakFinding | undefined)[] = [unsteady.get(id), leaks.length === 0 ? short.get(id) : undefined, leaks.length === 0 ? bound.get(id) : undefined];
    const curve = curves.curves.get(id);
    const first = firstValue(traced.values);
    return {
      column: traced.name, symbol: traced.symbol, warmUp: first < 0 ? undefined : first, seen,
      findings: [...furthestOfEachAsset(leaks), ...others.flatMap((finding) => (finding === undefined ? [] : [several ? { ...finding, symbol: traced.symbol } : finding]))],
      curve: curve?.differences ?? [], settles: curve?.settles,
    };
  });
  const shifts = warmUp ? 1 + (several ? 2 * assets.length : 0) : 0;
  return {
    rows: clock.length, assets, curveRows: curves.rows, columns, refusals,
    cuts: { truncation: truncated.tried + (truncate ? run.tried : 0), "future perturbation": perturbed.tried + (truncate ? 0 : run.tried), "cross-asset": several ? truncated.tried + run.tried + perturbed.tried : 0, "timestamp shift": shifts },
  };
}

/** Columns that differ when they are made twice from the same bars. */
function findUnsteady(examination: Examination, again: Table): ReadonlyMap<string, UnsteadyFinding> {
  const found = new Map<string, UnsteadyFinding>();
  for (const [id, traced] of examination.whole) {
    const second = again.get(id)?.values;
    const row = firstDifference(traced.values, second, { from: 0, to: traced.values.length }, 0, 0);
    if (row >= 0) found.set(id, { code: "not repeatable", test: "twice", column: traced.name, where: placeOf(examination, traced, row), expected: traced.values[row]!, got: second?.[row] ?? Number.NaN });
  }
  return found;
}

type Searched = { readonly found: ReadonlyMap<string, Suspect>; readonly tried: number };

function* searchCounted(examination: Examination, cuts: readonly Cut[]): Inquiry<Searched> {
  const before = examination.refusals.length;
  const found = yield* search(examination, wholeWorld(examination), cuts, cuts[0]?.test ?? "truncation");
  return { found, tried: cuts.length - (examination.refusals.length - before) };
}

/** Neighbouring cuts on a piece of the history; on ever longer pieces where the function wants more bars. */
function* searchRun(examination: Examination, { from, length, to }: CutPlan["run"], test: Cut["test"]): Inquiry<Searched> {
  for (let start = from; length > 0; start = Math.max(0, to - 2 * (to - start))) {
    const panel = pieceOf(examination, start, to);
    const refused: Refusal[] = [];
    const attempt = { ...examination, refusals: refused };
    const shortest = yield* ask(pieceOf(examination, start, to - length), { test: "neighbouring cuts", position: 0, count: length }, refused);
    const baseline = shortest && (yield* ask(panel, { test: "neighbouring cuts", position: 0, count: length }, refused));
    if (baseline !== undefined) {
      const cuts = Array.from({ length }, (_, k) => ({ test, at: to - k }));
      const found = yield* search(attempt, { panel, baseline, from: examination.clock[start]! }, cuts, "neighbouring cuts");
      examination.refusals.push(...refused);
      return { found, tried: length - refused.length };
    }
    examination.refusals.push(...refused);
    if (start === 0) break;
  }
  return { found: new Map(), tried: 0 };
}

function furthest(examination: Examination, maps: readonly ReadonlyMap<string, Suspect>[]): ReadonlyMap<string, Suspect> {
  const best = new Map<string, Suspect>();
  for (const [id, suspect] of maps.flatMap((map) => [...map])) best.set(id, further(examination, best.get(id), suspect));
  return best;
}

type Seen = { readonly sight: Sight; readonly test: LeakTest };

/** How far each suspect sees, by the test that found it. */
function* sightsOf(examination: Examination, truncated: ReadonlyMap<string, Suspect>, perturbed: ReadonlyMap<string, Suspect>): Inquiry<ReadonlyMap<string, readonly Seen[]>> {
  const tests = new Map<Suspect, LeakTest>([...[...truncated.values()].map((suspect) => [suspect, "truncation"] as const), ...[...perturbed.values()].map((suspect) => [suspect, "future perturbation"] as const)]);
  const sights = new Map<string, Seen[]>();
  for (const sight of yield* reach(examination, [...tests.keys()])) {
    const { name, symbol } = sight.suspect.traced;
    const id = `${symbol}\n${name}`;
    sights.set(id, [...(sights.get(id) ?? []), { sight, test: tests.get(sight.suspect)! }]);
  }
  return sights;
}

function lookAhead(examination: Examination, { asset, barsAhead, suspect }: Sight, test: LeakTest, several: boolean): LookAheadFinding {
  const { expected, got, row, traced } = suspect;
  const owners = several ? { symbol: traced.symbol, ...(asset !== undefined && { asset }) } : {};
  return { code: "look-ahead", test, column: traced.name, ...owners, where: placeOf(examination, traced, row), barsAhead, expected, got };
}

/** Of what the tests saw, the furthest look into each asset. */
function furthestOfEachAsset(findings: readonly LookAheadFinding[]): readonly LookAheadFinding[] {
  const best = new Map<string, LookAheadFinding>();
  for (const finding of findings) {
    const known = best.get(finding.asset ?? "");
    const closer = known !== undefined && (known.barsAhead > finding.barsAhead || (known.barsAhead === finding.barsAhead && known.where.row <= finding.where.row));
    if (!closer) best.set(finding.asset ?? "", finding);
  }
  return [...best.values()];
}
