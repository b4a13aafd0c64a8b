import { specText } from "../../catalogue/modelSpec.ts";
import type { Calibration } from "../../statistics/index.ts";
import { cardParts } from "./cardText.ts";
import type { EvaluationCard } from "./evaluationCard.ts";

/** A card as a page of its own: a table a part, and for classifiers the calibration plot. Nothing is loaded from elsewhere. */
export function cardHtml(card: EvaluationCard): string {
  const title = `${specText(card.model)}, seed ${card.seed}, ${card.data.symbol}`;
  const parts = partsHtml(card).map(({ body, part }) => `<h2>${escaped(part)}</h2>\n${body}`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222;background:#fff}h1{font-size:1.3em;overflow-wrap:anywhere}h2{font-size:1.05em;margin-bottom:.2em}th{text-align:left;vertical-align:top;padding-right:1.5em;font-weight:normal;color:#666;white-space:nowrap}td{overflow-wrap:anywhere}</style>
</head><body>
<h1>${escaped(title)}</h1>
${parts.join("\n")}
</body></html>
`;
}

/** A card to stand within another page, such as a notebook: the same tables, without headings that would stand in its contents. */
export function cardFragment(card: EvaluationCard): string {
  return partsHtml(card).map(({ body, part }) => `<p style="margin:.8em 0 .2em"><b>${escaped(part)}</b></p>\n${body}`).join("\n");
}

function partsHtml(card: EvaluationCard): readonly { readonly part: string; readonly body: string }[] {
  const { calibration } = card.judgement;
  const cell = 'style="text-align:left"';
  return cardParts(card).map(({ rows, title: part }) => {
    const plot = part === "Calibration" && calibration && "bins" in calibration ? calibrationPlot(calibration) : "";
    return { part, body: `${plot}<table>\n${rows.map(([name, value]) => `<tr><th ${cell}>${escaped(name)}</th><td ${cell}>${escaped(value)}</td></tr>`).join("\n")}\n</table>` };
  });
}

const SIDE = 240;

/** What was said (across) against what came (up); on the diagonal a forecaster is right. The area of a dot is the share of rows. */
function calibrationPlot({ bins }: Calibration): string {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const dots = bins.flatMap(({ came, count, said }) => (said === null || came === null ? [] : [`<circle cx="${(SIDE * said).toFixed(1)}" cy="${(SIDE * (1 - came)).toFixed(1)}" r="${(2 + 14 * Math.sqrt(count / total)).toFixed(1)}" fill="#1f6fb4" fill-opacity="0.6"/>`]));
  return `<svg role="img" aria-label="Calibration: probability said against share that came" width="${SIDE + 60}" height="${SIDE + 60}" viewBox="-40 -10 ${SIDE + 60} ${SIDE + 60}"><rect width="${SIDE}" height="${SIDE}" fill="none" stroke="#999"/><line x1="0" y1="${SIDE}" x2="${SIDE}" y2="0" stroke="#999" stroke-dasharray="4"/>${dots.join("")}<text x="${SIDE / 2}" y="${SIDE + 25}" text-anchor="middle" font-size="12">said</text><text x="-12" y="${SIDE / 2}" text-anchor="middle" font-size="12" transform="rotate(-90 -12 ${SIDE / 2})">came</text></svg>\n`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
