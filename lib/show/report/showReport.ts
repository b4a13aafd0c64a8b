import { monthlyTable, strategyTable, STRATEGY_FORMATS, type StrategyReport } from "../../statistics/index.ts";
import { monthlyFigure } from "../backtest/monthly.ts";
import { parameterFigure } from "../backtest/parameters.ts";
import { fanFigure } from "../backtest/fan.ts";
import { show } from "../bundle.ts";
import { equityFigure } from "../equity.ts";
import { lineBundle } from "../fields.ts";
import { type Figure, showFigure } from "../figure.ts";
import { showTable } from "../table.ts";
import { curvesOf } from "./curves.ts";
import { headline } from "./sections/verdict.ts";
import { targetRows } from "./targetRows.ts";

/** A report under a notebook cell: the verdict, the table, the quoted targets, and figures of equity, months, parameters and luck, each only where it can be told. The whole of it is `reportPage`. */
export function showReport(report: StrategyReport): void {
  const { assumptions, fan, findings, from, name, performance, search, symbol, to, verdict } = report;
  show(lineBundle([`${name} on ${symbol}, ${from} to ${to}, after costs`, headline(report), "", ...verdict.sentences].join("\n")));
  showTable(strategyTable(performance), { formats: STRATEGY_FORMATS });
  showTable(targetRows(report), { title: "Targets that people quote, beside what was measured" });
  for (const figure of figuresOf(report)) showFigure(figure);
  for (const one of [fan, search]) if ("reason" in one) show(lineBundle(`N/A: ${one.reason}`));
  if (findings.length > 0) showTable(findings.map(({ code, expected, got, where }) => ({ bar: where.date, asset: where.asset, finding: code, expected, got })), { title: "Findings" });
  show(lineBundle(["Assumed:", ...assumptions.map((sentence) => `· ${sentence}`)].join("\n")));
}

function figuresOf(report: StrategyReport): readonly Figure[] {
  const { fan, name, search, symbol } = report;
  const { closeTime, hold, isRuined, strategy } = curvesOf(report);
  return [
    equityFigure(closeTime, { [name]: strategy, "buy-and-hold": hold }, { title: `${name} on ${symbol}` }),
    ...(isRuined ? [] : [monthlyFigure(monthlyTable(closeTime, strategy))]),
    ...("reason" in search ? [] : [parameterFigure(search)]),
    ...("reason" in fan ? [] : [fanFigure(fan)]),
  ];
}
