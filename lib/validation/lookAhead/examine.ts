import { ValidationError } from "../error.ts";
import { chooseCuts, firstValue, type Cut, type Piece } from "./chooseCuts.ts";
import { firstDifference, typicalSize } from "./difference.ts";
import { further, pieceOf, placeOf, wholeWorld, type Examination, type Suspect } from "./examination.ts";
import { ask, askWhole, type Inquiry, type Refusal, type Table } from "./inquiry.ts";
import type { LeakFinding, LeakTest, LookAheadFinding, UnsteadyFinding } from "./leakFinding.ts";
import type { ColumnReport, LeakOptions, LeakReport } from "./leakReport.ts";
import { clockOf, type Panel } from "./panel.ts";
import { reach, type Sight } from "./reach.ts";
import { search, type Searched } from "./search.ts";
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

  const plan = chooseCuts(panel, clock, whole, judged, { cuts, key, truncate });
  const searched = [yield* search(examination, wholeWorld(examination), plan.whole, "whole history")];
  for (const piece of plan.guided) searched.push(yield* searchPiece(examination, piece, "chosen places"));
  searched.push(yield* searchPiece(examination, plan.run, "neighbouring cuts"));
  const places = (test: Cut["test"]) => searched.flatMap(({ answered }) => answered.filter((cut) => cut.test === test).map(({ at }) => at));
  const [truncations, changes] = [places("truncation"), places("future perturbation")];
  const sights = yield* sightsOf(examination, searched);

  const bound = warmUp ? yield* dateBound(examination) : new Map<string, never>();
  const late = warmUp ? yield* delayed(examination, Math.max(2, cuts >> 1)) : [];
  const curves = warmUp && judged.from === 0 ? yield* warmUpCurves(examination) : { rows: [], curves: new Map<string, never>() };
  const short = declares && warmUp ? yield* unsettled(examination, curves, declares) : new Map<string, never>();

  const several = assets.length > 1;
  const columns = [...whole].map(([id, traced]): ColumnReport => {
    const seen: Partial<Record<LeakTest, LookAheadFinding>> = {};
    const own = sights.get(id) ?? [];
    const shifted = late.filter(({ sight: { suspect } }) => `${suspect.traced.symbol}\n${suspect.traced.name}` === id);
    // What showed on a piece only, where an asset begins a row later, is told by the shifted times if they show it too.
    const told = own.some(({ sight }) => sight.asset !== undefined) || shifted.length === 0 ? own : [];
    for (const { sight, test } of told) {
      const finding = lookAhead(examination, sight, sight.asset !== undefined && sight.asset !== traced.symbol ? "cross-asset" : test, several);
      if ((seen[finding.test]?.barsAhead ?? 0) < finding.barsAhead) seen[finding.test] = finding;
    }
    if (told.length === 0) for (const one of shifted) seen["timestamp shift"] ??= lookAhead(one.examination, one.sight, "timestamp shift", several);
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
    cuts: { truncation: truncations.length, "future perturbation": changes.length, "cross-asset": several ? truncations.length + changes.length : 0, "timestamp shift": shifts },
    places: new Set([...truncations, ...changes]).size,
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

/** Cuts on a piece of the history; on an ever longer one, and at last on all of it, where the function wants more bars. */
function* searchPiece(examination: Examination, { cuts, from, to }: Piece, test: string): Inquiry<Searched> {
  const least = Math.min(...cuts.filter((cut) => cut.test === "truncation").map(({ at }) => at - 1), to);
  const step = { test, position: 0, count: cuts.length };
  for (let start = from; cuts.length > 0; start = Math.max(0, to - 2 * (to - start))) {
    if (start === 0 && to === examination.clock.length - 1) return yield* search(examination, wholeWorld(examination), cuts, test);
    const panel = pieceOf(examination, start, to);
    const isEnough = least === to || (yield* ask(pieceOf(examination, start, least), step, examination.refusals)) !== undefined;
    const baseline = isEnough ? yield* ask(panel, step, examination.refusals) : undefined;
    if (baseline !== undefined) return yield* search(examination, { panel, baseline, from: examination.clock[start]! }, cuts, test);
    if (start === 0) break;
  }
  return yield* search(examination, wholeWorld(examination), cuts, test);
}

type Seen = { readonly sight: Sight; readonly test: LeakTest };

/** How far each suspect sees. For each column and test the suspect that was seen to look furthest is followed. */
function* sightsOf(examination: Examination, searched: readonly Searched[]): Inquiry<ReadonlyMap<string, readonly Seen[]>> {
  const best = new Map<string, Suspect>();
  for (const [key, suspect] of searched.flatMap(({ found }) => [...found])) best.set(key, further(examination, best.get(key), suspect));
  const sights = new Map<string, Seen[]>();
  for (const sight of yield* reach(examination, [...best.values()])) {
    const { name, symbol } = sight.suspect.traced;
    const id = `${symbol}\n${name}`;
    sights.set(id, [...(sights.get(id) ?? []), { sight, test: sight.suspect.test }]);
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
