import type { BacktestResult } from "../../backtest/index.ts";
import type { CostRow } from "../breakdown/costBreakdown.ts";
import type { RegimeRow } from "../breakdown/byRegime.ts";
import type { Interval } from "../inference/interval.ts";
import type { Fan } from "../inference/monteCarloFan.ts";
import type { NotAvailable } from "../measure.ts";
import type { StrategyRow } from "./performance.ts";
import type { ReportPrices } from "./reportPrices.ts";
import type { SearchMap } from "./searchMap.ts";
import type { StrategyVerdict } from "./verdict.ts";

/** Shape of the document; another one is refused when it is read back. */
export const REPORT_VERSION = 3;

/** Where a report comes from: what has to be the same for it to come out again. */
export type ReportProvenance = {
  readonly bars: readonly { readonly symbol: string; readonly interval: string; readonly count: number; readonly from: string; readonly to: string; readonly source: string }[];
  /** SHA-256 of the bars. */
  readonly digest: string | NotAvailable;
  readonly seed: number | NotAvailable;
  readonly settings: Readonly<Record<string, unknown>>;
};

/** A fan in plain lists. */
export type ReportFan = Omit<Fan, "rows" | "lines"> & { readonly rows: readonly number[]; readonly lines: readonly { readonly share: number; readonly growth: readonly number[] }[] };

/** A finished backtest beside buy-and-hold as one JSON document: what was assumed, what came out, what it means, and every trade. What can be told from its equity and trades is not kept twice. */
export type StrategyReport = {
  readonly version: typeof REPORT_VERSION;
  /** There is no report of a run that failed. */
  readonly status: "finished";
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly symbol: string;
  readonly interval: string;
  readonly from: string;
  readonly to: string;
  readonly bars: number;
  readonly periodsPerYear: number;
  readonly capital: number;
  readonly assumptions: readonly string[];
  readonly performance: readonly StrategyRow[];
  readonly verdict: StrategyVerdict;
  /** Bootstrap interval of buy-and-hold's annualised Sharpe ratio. */
  readonly holdSharpe: Interval | NotAvailable;
  readonly costs: BacktestResult["costs"];
  /** Received less paid on short positions, money. */
  readonly dividends: number;
  readonly findings: BacktestResult["findings"];
  readonly costTable: readonly CostRow[];
  /** By what the first asset's market was known to be. */
  readonly regimes: readonly RegimeRow[] | NotAvailable;
  readonly fan: ReportFan | NotAvailable;
  readonly search: SearchMap | NotAvailable;
  readonly trades: readonly (Omit<BacktestResult["trades"][number], "entryTime" | "exitTime"> & { readonly entryTime: string; readonly exitTime: string })[];
  /** At each close: equity, money; worth of the positions, net and gross, ÷ equity, null where no equity was left. */
  readonly equity: readonly { readonly date: string; readonly strategy: number; readonly buyAndHold: number; readonly net: number | null; readonly gross: number | null }[];
  readonly prices: readonly ReportPrices[];
  readonly provenance: ReportProvenance;
};
