import { columnsOf } from "../../factors/columns.ts";
import type { Bars } from "../../market/bars.ts";
import type { Panel, PanelColumns, PanelMaker } from "../lookAhead/panel.ts";
import type { MarketName } from "./markets.ts";

/** A leak as people write it, and the same idea without it. */
export type Specimen = {
  readonly name: string;
  /** What is wrong with it, in one sentence. */
  readonly says: string;
  readonly market: MarketName;
  readonly leaky: PanelMaker;
  readonly clean: PanelMaker;
  /** The column that looks ahead, and whose it is. */
  readonly column: string;
  readonly symbol: string;
  /** How many bars it looks ahead where that is exact; otherwise it depends on the rows. */
  readonly barsAhead: number | undefined;
  /** Whose future it sees, if not its own. */
  readonly asset?: string;
};

type Line = (bars: Bars) => Float64Array;
type Told = { readonly name: string; readonly says: string; readonly barsAhead?: number };

/** A leak in one asset's own column. */
export function specimen({ barsAhead, clean, leaky, market = "daily", name, says }: Told & { readonly market?: "daily" | "gapped" | "hourly"; readonly leaky: Line; readonly clean: Line }): Specimen {
  const made = (line: Line): PanelMaker => (panel) => Object.fromEntries(Object.entries(panel).map(([symbol, bars]) => [symbol, columnsOf(bars.closeTime, { [name]: line(bars) })]));
  return { name, says, market, leaky: made(leaky), clean: made(clean), column: name, symbol: "ZOO", barsAhead };
}

type Join = (bars: Bars, other: Bars, panel: Panel) => Float64Array;

/** A leak from one asset into another: a column of the asset that closes first, made of both. */
export function jointSpecimen({ barsAhead, clean, leaky, market, name, says }: Told & { readonly market: "shifted closes" | "equal closes"; readonly leaky: Join; readonly clean: Join }): Specimen {
  const made = (join: Join) => (panel: Panel): PanelColumns => {
    const [early, late] = [panel[EARLY]!, panel[LATE]!];
    return { [EARLY]: columnsOf(early.closeTime, { [name]: join(early, late, panel) }) };
  };
  return { name, says, market, leaky: made(leaky), clean: made(clean), column: name, symbol: EARLY, barsAhead, asset: LATE };
}

/** The two assets of the markets with two. */
export const EARLY = "TOKYO";
export const LATE = "NEWYORK";
