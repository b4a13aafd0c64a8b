import { type Bars, mapBars } from "../bars.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import { MarketError } from "../error.ts";
import { formatFinding } from "../finding.ts";
import type { BarsRequest, OpenSource } from "./source.ts";

/** The bars of all pages of a request. Pages without a bar, because of what was wrong in the answers or because there is none, are an error. */
export async function allBars(source: OpenSource, name: string, request: BarsRequest): Promise<Bars> {
  if (source.barPages === undefined) throw new MarketError(`${name} has no bars. \`npx marketbook fetch --list\` shows what each source has.`);
  const pages: Bars[] = [];
  const errors: AnswerFinding[] = [];
  for await (const { bars, findings } of source.barPages(request)) {
    pages.push(bars);
    errors.push(...findings.filter(({ severity }) => severity === "error"));
  }
  const [first] = pages;
  const rows = pages.reduce((sum, { closeTime }) => sum + closeTime.length, 0);
  if (first === undefined || rows === 0) {
    const why = errors[0] === undefined ? `${request.symbol} has no bar in that time. Ask for another time.` : `${formatFinding(errors[0])}${errors.length === 1 ? "" : `; ${errors.length - 1} more like it`}. Try again later, or another source.`;
    throw new MarketError(`${name}: ${why}`, { reason: errors.length === 0 ? "symbol" : "broken" });
  }
  if (pages.length === 1) return first;
  const joined = mapBars(first, (_, column) => {
    const whole = new Float64Array(rows);
    let row = 0;
    for (const page of pages) {
      whole.set(page[column], row);
      row += page.closeTime.length;
    }
    return whole;
  });
  return { ...joined, provenance: [...new Set(pages.flatMap(({ provenance }) => provenance.split("; ")))].join("; ") };
}
