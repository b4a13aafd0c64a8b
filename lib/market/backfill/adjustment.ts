import type { Interval } from "../bars.ts";
import { instrumentOf } from "../instruments/instrument.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import { SOURCES } from "../sources/index.ts";
import type { Capabilities } from "../sources/source.ts";
import type { MarketStore } from "../store/marketStore.ts";
import type { UtcMillis } from "../units.ts";
import type { BackfillFinding } from "./finding.ts";
import type { OpenedSource } from "./openedSource.ts";
import { type Stretch, without } from "./stretches.ts";

type Series = { readonly symbol: string; readonly interval: Interval };
type Adjusted = Capabilities["adjusted"];

/**
 * Stretches whose stored prices were received before a split (or, where the source adjusts for them, a dividend) of which we now know. The source has restated them since,
 * so they are asked again. `asked` was received just now.
 */
export async function restatedStretches(
  store: Pick<MarketStore, "origins">, series: Series,
  { actions, adjusted, asked, covered }: { readonly actions: readonly CorporateAction[]; readonly adjusted: Adjusted; readonly asked: readonly Stretch[]; readonly covered: readonly Stretch[] },
): Promise<readonly Stretch[]> {
  const first = covered[0]?.from;
  const exTime = Math.max(...actions.filter(({ kind }) => (kind === "split" ? adjusted !== undefined && adjusted !== "no" : adjusted === "splits and dividends")).map((action) => action.exTime));
  if (first === undefined || !(exTime > first)) return [];
  const stale: Stretch[] = [];
  for (const stretch of without({ from: first, to: exTime - 1 }, asked)) if (await isOlder(store, series, stretch, exTime)) stale.push(stretch);
  return stale;
}

/** Whether the last bar of a stretch was received before a moment. */
async function isOlder(store: Pick<MarketStore, "origins">, { interval, symbol }: Series, { from, to }: Stretch, moment: UtcMillis): Promise<boolean> {
  const origins = await store.origins(symbol, { interval, from: new Date(Math.max(from, to - WEEK)).toISOString(), to: new Date(to).toISOString() });
  return origins.some(({ receivedAt }) => receivedAt < moment);
}

const WEEK = 7 * 86_400_000;

/** A finding where bars of a share come from sources that adjust their prices differently: the step between them is no return. */
export async function adjustedOtherwise(store: Pick<MarketStore, "covered">, series: Series, asked: readonly OpenedSource[]): Promise<readonly BackfillFinding[]> {
  if (instrumentOf(series.symbol).kind !== "stock") return [];
  const known = new Map<string, Adjusted>([...SOURCES, ...asked].map(({ capabilities, name }) => [name, capabilities.adjusted]));
  const holding = await Promise.all([...known].map(async ([name, adjusted]) => ((await store.covered(name, series.symbol, series.interval)).length > 0 ? [{ name, adjusted }] : [])));
  const [first, ...others] = holding.flat();
  if (first === undefined || others.every(({ adjusted }) => adjusted === first.adjusted)) return [];
  const got = [first, ...others].map(({ adjusted, name }) => `${name}: ${adjusted === undefined ? "not told" : adjusted === "no" ? "not adjusted" : `adjusted for ${adjusted}`}`).join("; ");
  return [{ code: "adjusted otherwise", severity: "warning", where: series, expected: "one adjustment in all bars of a share", got }];
}
