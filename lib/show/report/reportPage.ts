import type { StrategyReport } from "../../statistics/index.ts";
import { curvesOf } from "./curves.ts";
import { count, text } from "./elements.ts";
import { SCRIPT } from "./script.ts";
import { searchSection, fanSection } from "./sections/chance.ts";
import { equitySection, monthsSection, regimesSection } from "./sections/equity.ts";
import { costsSection, exposureSection, rollingSection } from "./sections/exposure.ts";
import { assumptionsSection, findingsSection, provenanceSection } from "./sections/ground.ts";
import { tradesSection } from "./sections/trades.ts";
import { comparisonSection, targetsSection, verdictSection } from "./sections/verdict.ts";
import { STYLE } from "./style.ts";

/** The sections in the order in which a reader should meet them: what it means before what it looks like. */
const SECTIONS = [
  verdictSection, targetsSection, comparisonSection, equitySection, monthsSection, regimesSection, tradesSection, exposureSection, rollingSection, costsSection, searchSection, fanSection,
  findingsSection, assumptionsSection, provenanceSection,
] as const;

/** A report as one HTML page: it needs no network and no other file, is light or dark as the reader's system is, and can be printed. */
export function reportPage(report: StrategyReport): string {
  const { bars, from, interval, name, symbol, to } = report;
  const curves = curvesOf(report);
  const sections = SECTIONS.map((section) => section(report, curves));
  const links = sections.flatMap((section) => /^<section id="(\w+)">/.exec(section)?.[1] ?? []).map((id) => `<a href="#${id}">${id[0]!.toUpperCase()}${id.slice(1)}</a>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${text(`${name} on ${symbol}: backtest`)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="soft">Backtest, after costs</p>
<h1>${text(name)} <span>on ${text(symbol)}</span></h1>
<p class="soft">${text(`${interval} bars, ${from} to ${to}, ${count(bars)} of them`)}</p>
</header>
<nav aria-label="Sections">${links.join("")}</nav>
<main>
${sections.join("\n")}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
