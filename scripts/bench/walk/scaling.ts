import * as dfd from "danfojs-node";
import { columnsOf } from "../../../lib/factors/index.ts";
import { loadBars } from "../../../lib/market/index.ts";
import { fitStandard } from "../../../lib/scaling/index.ts";
import { firstDifference, packageVersion } from "../agreement.ts";
import type { Contest } from "../timing.ts";

/** Fit on the first 70 % of the rows, transform all: four columns. The peer computes in 32 bits. */
export async function scalingContest(): Promise<Contest> {
  const { closeTime, open, high, low, close } = await loadBars();
  const columns = columnsOf(closeTime, { open, high, low, close });
  const fold = { from: 0, to: Math.floor(0.7 * closeTime.length) };
  const rows = Array.from(closeTime, (_, t) => [open[t]!, high[t]!, low[t]!, close[t]!]);
  const all = new dfd.DataFrame(rows, { columns: [...columns.names] });
  const train = new dfd.DataFrame(rows.slice(fold.from, fold.to), { columns: [...columns.names] });
  const ours = () => fitStandard(columns, fold).transform(columns);
  const theirs = () => new dfd.StandardScaler().fit(train).transform(all);
  return {
    work: "standard scaling, fit and transform", peer: packageVersion("danfojs-node"), target: 10, ours, theirs,
    agree: () => {
      const values: unknown = theirs().values;
      const closes = Array.isArray(values) ? values.map((row: unknown) => (Array.isArray(row) ? Number(row[3]) : NaN)) : [];
      return firstDifference(ours().values["close"] ?? [], closes, { tolerance: 1e-4 });
    },
  };
}
