import { byCalendarMonth, drawdownTable, monthlyTable, type StrategyReport } from "../../../statistics/index.ts";
import { canBeLogarithmic, isBetterLogarithmic } from "../../logarithmicAxis.ts";
import { lineChart, type ChartLine } from "../chart.ts";
import { underPeak, type ReportCurves } from "../curves.ts";
import { alternatives, count, measureCell, money, none, one, paragraph, percent, section, table, two, type Cell, type Html } from "../elements.ts";
import { heatTable } from "../heatTable.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const RUINED = { value: null, reason: "the equity fell to 0" } as const;

export function equitySection({ name }: StrategyReport, { dates, hold, isRuined, strategy }: ReportCurves): Html {
  const lines = (own: Float64Array, other: Float64Array) => [{ name, tone: "own", values: own }, { name: "buy-and-hold", tone: "hold", values: other }] as const;
  const [own, other] = lines(underPeak(strategy), underPeak(hold));
  return section(
    "equity", "Equity and drawdown",
    equityChart(dates, lines(strategy, hold), [strategy, hold]),
    lineChart(dates, [{ ...own, isFilled: true }, other], { label: "Drawdown: how far each is under its highest equity so far", format: percent, height: 150, includes: [0] }),
    fallsTable(dates, strategy, isRuined),
  );
}

/** On both scales, one shown: where the curves can be logarithmic a switch chooses, without a script, and the better one is shown first. */
function equityChart(dates: readonly string[], lines: readonly ChartLine[], curves: readonly Float64Array[]): Html {
  const drawn = (isLogarithmic: boolean) => lineChart(dates, lines, { label: `Equity at each close${isLogarithmic ? ", logarithmic: equal distances are equal growth" : ""}`, format: money, height: 300, isLogarithmic });
  if (!canBeLogarithmic(curves)) return drawn(false);
  const isLog = isBetterLogarithmic(curves);
  return alternatives("scale", [
    { name: "linear", html: drawn(false), isShown: !isLog },
    { name: "logarithmic", html: drawn(true), isShown: isLog },
  ]);
}

function fallsTable(dates: readonly string[], equity: Float64Array, isRuined: boolean): Html {
  if (isRuined) return none(RUINED);
  const falls = drawdownTable(equity);
  if (falls.length === 0) return "";
  const rows = falls.map(({ bars, depth, peakRow, recoveryRow, troughRow }): Cell[] => [dates[peakRow]!, percent(depth), dates[troughRow]!, recoveryRow === null ? "not yet" : dates[recoveryRow]!, count(bars)]);
  return table(["fell from", "by", "lowest", "recovered", "bars under water"], rows);
}

/** Years × months, the whole year and buy-and-hold's beside it. */
export function monthsSection(_: StrategyReport, { closeTime, hold, isRuined, strategy }: ReportCurves): Html {
  const heading = "Returns by month, %";
  if (isRuined) return section("months", heading, none(RUINED));
  const holdYears = monthlyTable(closeTime, hold);
  const rows = monthlyTable(closeTime, strategy).map(({ months, whole, year }, k) => ({ name: String(year), values: [...months, whole, holdYears[k]?.whole ?? null] }));
  return section("months", heading, heatTable({ corner: "year", columns: [...MONTHS, "year", "hold"], rows: rows.toReversed(), format: (share) => one(100 * share), sums: 2 }));
}

export function regimesSection({ regimes }: StrategyReport, { closeTime, isRuined, strategy }: ReportCurves): Html {
  const kinds = "reason" in regimes ? none(regimes) : table(
    ["market, as it was known", "share of bars", "return", "a year", "volatility", "Sharpe"],
    regimes.map(({ regime, share, sharpe, totalReturn, volatility, yearly }) => [regime, percent(share), percent(totalReturn), measureCell(yearly, percent), measureCell(volatility, percent), measureCell(sharpe, two)]),
  );
  const calendar = isRuined ? none(RUINED) : table(
    ["month", "years", "mean", "t", "best", "worst"],
    byCalendarMonth(closeTime, strategy).map(({ best, mean, month, t, worst, years }) => [MONTHS[month - 1]!, count(years), measureCell(mean, percent), measureCell(t, two), best === null ? "–" : percent(best), worst === null ? "–" : percent(worst)]),
  );
  return section("regimes", "Regimes and calendar months", kinds, "<h3>Months of the year</h3>", calendar, paragraph("Twelve months are twelve chances: a t below 3 may be luck.", "soft"));
}
