import { rollingSharpe, simpleReturns, type StrategyReport } from "../../../statistics/index.ts";
import { lineChart } from "../chart.ts";
import type { ReportCurves } from "../curves.ts";
import { count, finePercent, measureCell, money, none, paragraph, percent, section, table, two, type Html } from "../elements.ts";

export function exposureSection(_: StrategyReport, { dates, gross, net }: ReportCurves): Html {
  const isOneSided = net.every((share, t) => Number.isNaN(share) || share === gross[t]);
  const lines = isOneSided ? [] : [{ name: "gross, long and short added", tone: "hold", values: gross } as const];
  return section("exposure", "Exposure", lineChart(dates, [{ name: isOneSided ? "worth of the positions ÷ equity" : "net", tone: "own", values: net, isFilled: true }, ...lines], { label: "Exposure through time", format: percent, height: 170, includes: [0] }));
}

export function rollingSection({ name, periodsPerYear }: StrategyReport, { dates, hold, isRuined, strategy }: ReportCurves): Html {
  const heading = "Rolling Sharpe ratio";
  const window = Math.max(2, Math.round(periodsPerYear / 2));
  if (isRuined) return section("rolling", heading, none({ value: null, reason: "the equity fell to 0" }));
  if (dates.length <= window) return section("rolling", heading, none({ value: null, reason: `${count(dates.length - 1)} returns, ${count(window)} needed for half a year` }));
  const of = (equity: Float64Array) => Float64Array.of(Number.NaN, ...rollingSharpe(simpleReturns(equity), { periodsPerYear, window }));
  return section(
    "rolling", heading, paragraph(`Of the last ${count(window)} bars, half a year.`, "soft"),
    lineChart(dates, [{ name, tone: "own", values: of(strategy) }, { name: "buy-and-hold", tone: "hold", values: of(hold) }], { label: heading, format: two, height: 200, includes: [0] }),
  );
}

export function costsSection({ costTable, dividends }: StrategyReport): Html {
  const most = Math.max(1e-12, ...costTable.map(({ amount }) => amount));
  const bar = (amount: number) => ({ html: `<span class="bar" style="--w:${((100 * amount) / most).toFixed(1)}%"></span>`, tone: "bars" });
  const rows = costTable.map(({ amount, bpsOfTraded, cost, ofProfit, yearly }) => [cost, bar(amount), money(amount), measureCell(bpsOfTraded, two), finePercent(yearly), measureCell(ofProfit, finePercent)]);
  return section("costs", "What trading cost", table(["cost", "", "money", "bps of what was traded", "of the equity, a year", "of the profit before costs"], rows), dividends === 0 ? "" : paragraph(`Dividends received, less those paid by short positions: ${money(dividends)}. They are in the equity, and in no trade's profit.`, "soft"));
}
