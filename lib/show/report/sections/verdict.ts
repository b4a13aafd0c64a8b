import { isAvailable, oneSided, type Interval, type Measure, type NotAvailable, type StrategyReport, type StrategyRow } from "../../../statistics/index.ts";
import { count, measureCell, money, paragraph, percent, section, table, text, two, type Cell, type Html } from "../elements.ts";
import { targetRows } from "../targetRows.ts";

/** One line of what the sentences below it come to: it follows from the interval and from the deflated Sharpe ratio, asked as strictly as they ask it. */
export function headline({ verdict: { deflatedSharpe, difference, trials } }: StrategyReport): string {
  if ("reason" in difference) return `Nothing can be said: ${difference.reason}.`;
  if (difference.high < 0) return "Worse than buy-and-hold, beyond chance.";
  if (difference.low <= 0) return "These days cannot tell it from buy-and-hold.";
  if (trials === null) return "Better than buy-and-hold on these days; how many variants were tried was not counted.";
  return isAvailable(deflatedSharpe) && deflatedSharpe > oneSided(difference.confidence) ? "Better than buy-and-hold, beyond chance and beyond the choice among its trials." : "Better than buy-and-hold on these days, but the choice among its trials explains it.";
}

export function verdictSection(report: StrategyReport): Html {
  const { difference } = report.verdict;
  const tone = "reason" in difference || (difference.low <= 0 && difference.high >= 0) ? "open" : difference.low > 0 ? "good" : "bad";
  return section("verdict", "Verdict", `<p class="headline ${tone}">${text(headline(report))}</p>`, ...report.verdict.sentences.map((sentence) => paragraph(sentence)));
}

/** Figures that people quote of such systems, beside what was measured. */
export function targetsSection(report: StrategyReport): Html {
  const rows = targetRows(report).map(({ measured, quoted, reached, target }): Cell[] => [target, quoted, measured.startsWith("N/A") ? { html: text(measured), tone: "none" } : measured.replace(/^-/, "−"), reached]);
  return section("targets", "Targets that people quote", paragraph("They stand beside what was measured, and nothing here was tuned to them.", "soft"), table(["target", "quoted", "measured", "reached"], rows));
}

const LINES: readonly (readonly [string, (row: StrategyRow) => Measure, (value: number) => string])[] = [
  ["total return", (row) => row.totalReturn, percent], ["growth a year", (row) => row.cagr, percent], ["volatility a year", (row) => row.volatility, percent],
  ["Sharpe ratio", (row) => row.sharpe, two], ["Sortino ratio", (row) => row.sortino, two], ["Calmar ratio", (row) => row.calmar, two], ["omega", (row) => row.omega, two],
  ["chance that its Sharpe ratio is above 0", (row) => row.probabilisticSharpe, percent], ["largest fall", (row) => row.maxDrawdown, percent], ["longest fall, bars", (row) => row.longestFall, count], ["ulcer index", (row) => row.ulcerIndex, percent],
  ["value at risk, 5 % of bars", (row) => row.valueAtRisk, percent], ["expected shortfall", (row) => row.expectedShortfall, percent], ["tail ratio", (row) => row.tailRatio, two],
  ["skewness", (row) => row.skewness, two], ["kurtosis, 3 if normal", (row) => row.kurtosis, two],
  ["trades", (row) => row.trades, count], ["win rate", (row) => row.winRate, percent], ["profit factor", (row) => row.profitFactor, two], ["expectancy of a trade", (row) => row.expectancy, money], ["payoff", (row) => row.payoff, two], ["bars held", (row) => row.barsHeld, (value) => value.toFixed(1)],
  ["time in the market", (row) => row.exposure, percent], ["turnover a year", (row) => row.turnover, two], ["costs", (row) => row.costs, money],
];

/** The strategy beside buy-and-hold, with the intervals of their Sharpe ratios. */
export function comparisonSection({ holdSharpe, performance, verdict }: StrategyReport): Html {
  const rows = LINES.flatMap(([name, pick, format]): (readonly Cell[])[] => {
    const line = [name, ...performance.map((row) => measureCell(pick(row), format))];
    if (name !== "Sharpe ratio") return [line];
    return [line, ["its interval", intervalCell(verdict.sharpe), intervalCell(holdSharpe)], ["difference to buy-and-hold", intervalCell(verdict.difference), "–"]];
  });
  return section("comparison", "Beside buy-and-hold", paragraph("On the same bars, with the same costs. Intervals by the stationary bootstrap.", "soft"), table(["", ...performance.map(({ name }) => name)], rows));
}

function intervalCell(interval: Interval | NotAvailable): Cell {
  if ("reason" in interval) return measureCell(interval, two);
  return `${two(interval.low)} … ${two(interval.high)} (${Math.round(100 * interval.confidence)} %)`;
}
