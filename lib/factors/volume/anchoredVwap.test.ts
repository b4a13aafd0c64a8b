import { expect, test } from "vitest";
import { hourlyBars } from "../fixtures/randomBars.ts";
import { column, computeFactors } from "../index.ts";

test("the session's average starts at the first bar of the UTC day and counts the bar that closes at midnight to the day before", () => {
  const bars = hourlyBars(60, 3);
  bars.closeTime.forEach((_, t) => (bars.closeTime[t] = Date.UTC(2024, 4, 1, t + 5)));
  const got = column(computeFactors(bars, ["vwap_session"]), "vwap_session");
  const price = bars.close.map((close, t) => (bars.high[t]! + bars.low[t]! + close) / 3);
  for (const [first, last] of [[0, 19], [20, 43], [44, 59]] as const) {
    let turnover = 0;
    let volume = 0;
    for (let t = first; t <= last; t++) {
      turnover += price[t]! * bars.volume[t]!;
      volume += bars.volume[t]!;
      expect(got[t]).toBeCloseTo(turnover / volume, 10);
    }
  }
});
