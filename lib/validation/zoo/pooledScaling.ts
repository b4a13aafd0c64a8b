import { deviationOf, eachRow, logReturns, meanOf } from "./series.ts";
import { jointSpecimen } from "./specimen.ts";

/** Returns of all assets scaled with one mean and deviation of all rows of all assets. */
export const pooledScaling = jointSpecimen({
  name: "scaling over all assets",
  says: "One mean and one deviation of all rows of another asset scale the column.",
  market: "equal closes",
  leaky: (bars, other) => {
    const returns = logReturns(other.close);
    const [mean, deviation] = [meanOf(returns), deviationOf(returns)];
    return logReturns(bars.close).map((value) => (value - mean) / deviation);
  },
  clean: (bars, other) => {
    const later = new Map(Array.from(other.closeTime, (time, row) => [time, row]));
    const returns = logReturns(other.close);
    return eachRow(bars.close.length, (row) => {
      const end = (later.get(bars.closeTime[row]!) ?? -1) + 1;
      return end < 60 ? Number.NaN : Math.log(bars.close[row]! / (bars.close[row - 1] ?? Number.NaN)) / deviationOf(returns.subarray(end - 60, end));
    });
  },
});
