import { expect, test } from "vitest";
import { loadTicks, ticksToBars, tradesOfBars } from "../index.ts";

const MINUTE = 60_000;

test("a trade counts to the side that its price tells, at the same price to that of the trade before", () => {
  const ticks = {
    times: Float64Array.of(0, 1, 2, 3, MINUTE, MINUTE + 1, 2 * MINUTE),
    price: Float64Array.of(10, 10, 11, 11, 10, 10, 12),
    size: Float64Array.of(4, 2, 5, 1, 3, 7, 9),
  };
  const bars = ticksToBars(ticks, { symbol: "T", interval: "1m", provenance: "" });
  expect(tradesOfBars(ticks, bars)).toEqual({
    buyVolume: Float64Array.of(3 + 6, 0), sellVolume: Float64Array.of(3, 10), trades: Float64Array.of(4, 2), tradeSizeSquares: Float64Array.of(16 + 4 + 25 + 1, 9 + 49), largestTrade: Float64Array.of(5, 7),
  });
});

test("the trades of the embedded future add up to its minute bars", { timeout: 60_000 }, async () => {
  const ticks = await loadTicks("ES");
  const bars = ticksToBars(ticks, { symbol: "ES", interval: "1m", provenance: "" });
  const { buyVolume, sellVolume, trades } = tradesOfBars(ticks, bars);
  expect(bars.closeTime.length).toBeGreaterThan(100);
  expect(buyVolume.map((bought, t) => bought + sellVolume[t]!)).toEqual(bars.volume);
  expect(trades.every((count) => count > 0)).toBe(true);
});

test("a series without trades is refused", async () => {
  await expect(loadTicks("SP500")).rejects.toThrow('loadTicks: "SP500" has no single trades. ES has; for others use loadBars.');
});
