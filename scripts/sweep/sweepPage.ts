import { figurePng } from "../../lib/show/index.ts";
import { paragraph, section, table, text, type Html } from "../../lib/show/report/elements.ts";
import { page } from "../../lib/show/report/page.ts";
import { assumptionsSection } from "../../lib/show/report/sections/ground.ts";
import { parameterMap } from "./parameterMap.ts";
import type { SweepOutcome } from "./sweepOutcome.ts";
import { bestFirst, cellsOfRow, cellsOfSet, MEASURES } from "./sweepTable.ts";
import { sweepAbout, WARNING } from "./sweepText.ts";

/** Sets on the page; every one is in the file of numbers. */
const SHOWN = 50;

/** A sweep as one HTML page without anything from outside. */
export function sweepPage(outcome: SweepOutcome): Html {
  const { best, hold, sweep } = outcome;
  const names = Object.keys(sweep.grid);
  const sharpe = MEASURES.indexOf("Sharpe");
  const named = (set: number) => names.map((name) => `${name} ${sweep.sets[set]![name]}`).join(", ");
  const rows = bestFirst(sweep).slice(0, SHOWN).map((set) => [named(set), ...cellsOfSet(sweep, set)]);
  const picture = figurePng(parameterMap(sweep, best)).toString("base64");
  const rest = sweep.trials > SHOWN ? `The best ${SHOWN} of ${sweep.trials} sets by their Sharpe ratio.` : "Best first, by their Sharpe ratio.";
  return page({ kind: "Sweep", name: sweep.rule, symbol: sweep.symbol, about: sweepAbout(outcome) }, [
    section("verdict", "What the choice is worth", `<p class="headline">${text(`Best: ${named(best.index)}, Sharpe ratio ${cellsOfSet(sweep, best.index)[sharpe]}; buy-and-hold ${cellsOfRow(hold)[sharpe]}.`)}</p>`, ...best.sentences.map((sentence) => paragraph(sentence)), paragraph(WARNING)),
    section("parameters", "Sharpe ratio over the parameters", paragraph("Neighbours of a good set are good too; one that stands alone is luck.", "soft"), `<img style="max-width:100%;background:#fff" alt="${text(`Sharpe ratios of ${sweep.trials} sets`)}" src="data:image/png;base64,${picture}">`),
    section("sets", "The sets beside buy-and-hold", paragraph(rest, "soft"), table(["", ...MEASURES], [[hold.name, ...cellsOfRow(hold)], ...rows], "tall")),
    assumptionsSection(sweep),
  ]);
}
