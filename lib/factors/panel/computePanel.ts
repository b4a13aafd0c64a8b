import type { Bars } from "../../market/bars.ts";
import { lineOf } from "../barLines.ts";
import { columnsOf, type Columns } from "../columns.ts";
import { sourceColumns, type Companions, type Quotes } from "../companions.ts";
import { compile, type Program } from "../engine/program.ts";
import { FactorError } from "../error.ts";
import { parseFactorId } from "../factorId.ts";
import { factorIds } from "../factorSets.ts";
import { checkInputs } from "../inputs.ts";
import { groupNumbers, intervalOf, momentsOf, symbolsOf, type Groups, type Panel } from "./panel.ts";
import { PanelComputation, type Member, type Piece } from "./panelComputation.ts";

export type PanelOptions = Omit<Companions, "quotes"> & {
  /** Groups of the assets, for columns that are neutral to them. */
  readonly groups?: Groups;
  /** Quotes by symbol. */
  readonly quotes?: Readonly<Record<string, Quotes>>;
};

/** Rows of all assets together that are computed at once. */
const ROWS = 8192;

/** An asset in work: where its columns come from, where they go, and the next row. */
type Asset = { readonly symbol: string; readonly bars: Bars; readonly given: (name: string) => Float64Array; readonly columns: readonly Float64Array[]; row: number };

/**
 * Factor columns of every asset, each over its own bars. What goes along time counts the asset's own bars; what goes across the assets
 * (`rank`, ids with `_cs_`, most of Alpha101) sees at each moment the assets that have a bar which closes then and a value.
 * An asset without enough bars has NaN everywhere. Without ids, all alphas whose groupings are given.
 */
export function computePanel(panel: Panel, given?: readonly string[], { groups = {}, quotes = {}, ...companions }: PanelOptions = {}): Readonly<Record<string, Columns>> {
  const ids = given ?? factorIds("alpha101", { groupings: Object.keys(groups) });
  const interval = intervalOf(panel);
  const parsed = ids.map(parseFactorId);
  const assets = symbolsOf(panel).map((symbol): Asset => {
    const bars = panel[symbol]!;
    checkInputs(bars);
    const own = quotes[symbol];
    return { symbol, bars, given: sourceColumns(bars, parsed, { ...companions, ...(own && { quotes: own }) }), columns: ids.map(() => new Float64Array(bars.closeTime.length)), row: 0 };
  });
  const missing = new Map<string, boolean>();
  const mayMiss = (name: string): boolean => {
    if (!missing.has(name)) missing.set(name, assets.some(({ given }) => given(name).some(Number.isNaN)));
    return missing.get(name)!;
  };
  const lines = parsed.map((one) => lineOf(one, interval, mayMiss));
  const most = Math.max(...assets.map(({ bars }) => bars.closeTime.length));
  for (const [k, { warmUp }] of lines.entries()) {
    if (warmUp >= most) throw new FactorError(`"${ids[k]}" has its first value after ${warmUp + 1} bars, the longest asset of the panel has ${most}. Give more bars or ask for a shorter period.`);
  }
  computeAll(assets, compile(lines), groups);
  return Object.fromEntries(assets.map(({ bars, columns, symbol }) => [symbol, columnsOf(bars.closeTime, Object.fromEntries(ids.map((id, k) => [id, columns[k]!])))]));
}

function computeAll(assets: readonly Asset[], program: Program, groups: Groups): void {
  const moments = momentsOf(assets.map(({ bars }) => bars.closeTime));
  const room = Math.max(16, Math.min(1024, Math.ceil(ROWS / assets.length)));
  const computation = new PanelComputation(program, room, groupNumbers(groups));
  for (let from = 0; from < moments.length; from += room) {
    const to = Math.min(moments.length, from + room);
    const counts = assets.map((asset) => rowsUpTo(asset, moments[to - 1]!));
    const present = assets.filter((_, k) => counts[k]! > 0);
    const members = present.map(({ symbol }): Member => ({ symbol, computation: computation.asset(symbol), count: counts[assets.findIndex((asset) => asset.symbol === symbol)]! }));
    for (const [k, { computation: own, count }] of members.entries()) {
      const { given, row } = present[k]!;
      own.reserve(count);
      for (const { name, place } of own.sources) own.buffer(place).set(given(name).subarray(row, row + count), own.cursor);
    }
    computation.run(pieceOf(members, present, moments.subarray(from, to)));
    for (const [k, { computation: own, count }] of members.entries()) {
      const asset = present[k]!;
      for (const [c, place] of program.results.entries()) asset.columns[c]!.set(own.buffer(place).subarray(own.cursor, own.cursor + count), asset.row);
      own.advance(count);
      asset.row += count;
    }
  }
}

/** How many rows from the next one on close up to a time. */
function rowsUpTo({ bars: { closeTime }, row }: Asset, time: number): number {
  let end = row;
  while (end < closeTime.length && closeTime[end]! <= time) end++;
  return end - row;
}

/** Who has a bar at each moment of a piece of time. */
function pieceOf(members: readonly Member[], assets: readonly Asset[], moments: Float64Array): Piece {
  const starts = new Int32Array(moments.length + 1);
  const total = members.reduce((sum, { count }) => sum + count, 0);
  const [who, rows] = [new Int32Array(total), new Int32Array(total)];
  const next = assets.map(() => 0);
  let at = 0;
  for (let m = 0; m < moments.length; m++) {
    for (let k = 0; k < members.length; k++) {
      const { bars, row } = assets[k]!;
      if (next[k] === members[k]!.count || bars.closeTime[row + next[k]!] !== moments[m]) continue;
      who[at] = k;
      rows[at++] = next[k]!++;
    }
    starts[m + 1] = at;
  }
  return { members, moments: moments.length, starts, who, rows };
}
