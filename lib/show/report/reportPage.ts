import type { StrategyReport } from "../../statistics/index.ts";
import { curvesOf } from "./curves.ts";
import { count } from "./elements.ts";
import { page } from "./page.ts";
import { SCRIPT } from "./script.ts";
import { searchSection, fanSection } from "./sections/chance.ts";
import { equitySection, monthsSection, regimesSection } from "./sections/equity.ts";
import { costsSection, exposureSection, rollingSection } from "./sections/exposure.ts";
import { assumptionsSection, findingsSection, provenanceSection } from "./sections/ground.ts";
import { tradesSection } from "./sections/trades.ts";
import { comparisonSection, targetsSection, verdictSection } from "./sections/verdict.ts";

/** The sections in the order in which a reader should meet them: what it means before what it looks like. */
const SECTIONS = [
  verdictSection, targetsSection, comparisonSection, equitySection, monthsSection, regimesSection, tradesSection, exposureSection, rollingSection, costsSection, searchSection, fanSection,
  findingsSection, assumptionsSection, provenanceSection,
] as const;

/** A report as one HTML page. */
export function reportPage(report: StrategyReport): string {
  const { bars, from, interval, name, symbol, to } = report;
  const curves = curvesOf(report);
  return page({ kind: "Backtest", name, symbol, about: `${interval} bars, ${from} to ${to}, ${count(bars)} of them` }, SECTIONS.map((section) => section(report, curves)), SCRIPT);
}
