import type { Bars } from "../bars.ts";
import { mapBars } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { BarsRequest, OpenSource } from "./source.ts";

/** The bars of all pages of a request. */
export async function allBars(source: OpenSource, name: string, request: BarsRequest): Promise<Bars> {
  if (source.barPages === undefined) throw new MarketError(`${name} has no bars. \`npx marketbook fetch --list\` shows what each source has.`);
  const pages: Bars[] = [];
  for await (const { bars } of source.barPages(request)) pages.push(bars);
  const [first] = pages;
  if (first === undefined) throw new MarketError(`${name}: ${request.symbol} gave no answer. Ask for another time.`, { reason: "broken" });
  if (pages.length === 1) return first;
  const rows = pages.reduce((sum, { closeTime }) => sum + closeTime.length, 0);
  return mapBars(first, (_, column) => {
    const whole = new Float64Array(rows);
    let row = 0;
    for (const page of pages) {
      whole.set(page[column], row);
      row += page.closeTime.length;
    }
    return whole;
  });
}
