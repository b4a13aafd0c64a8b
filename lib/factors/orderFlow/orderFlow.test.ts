import { describe, expect, test } from "vitest";
import { flatBars } from "../fixtures/randomBars.ts";
import { column, computeFactors } from "../index.ts";

const bars = flatBars(3, 100, 0);
const quotes = {
  bid: Float64Array.of(99, 100, 100), ask: Float64Array.of(101, 101, 102), bidSize: Float64Array.of(30, 10, 25), askSize: Float64Array.of(10, 40, 5),
  buyVolume: Float64Array.of(60, 0, 8), sellVolume: Float64Array.of(20, 0, 0), trades: Float64Array.of(4, 0, 2), tradeSizeSquares: Float64Array.of(2400, 0, 34), largestTrade: Float64Array.of(40, 0, 5),
};

describe("on three bars with quotes", () => {
  test.each([
    ["spread_bps", [200, 1e4 / 100.5, 2e4 / 101]],
    ["book_imbalance", [0.5, -0.6, 2 / 3]],
    ["microprice_distance_bps", [(1e4 * ((99 * 10 + 101 * 30) / 40 - 100)) / 100, (1e4 * ((100 * 40 + 101 * 10) / 50 - 100.5)) / 100.5, (1e4 * ((100 * 5 + 102 * 25) / 30 - 101)) / 101]],
    // Bid up: 10 came; ask the same: 40 − 10 came to it. Bid the same: 25 − 10 came; ask up: 40 left.
    ["order_flow_imbalance_1", [Number.NaN, (10 - 30) / 25, (15 + 40) / 15]],
    ["buy_sell_ratio", [3, 1, 1000]],
    ["signed_volume", [40, 0, 8]],
    ["cumulative_delta", [40, 40, 48]],
    ["signed_volume_share_2", [Number.NaN, 0.5, 1]],
    ["vpin_2", [Number.NaN, 0.5, 1]],
    ["trade_size_mean", [20, 0, 4]],
    ["trade_size_variation", [Math.sqrt(0.5), 0, 0.25]],
    ["largest_trade_share", [0.5, 0, 0.625]],
    ["trade_count_ratio_2", [Number.NaN, 0, 2]],
  ])("%s", (id, expected) => {
    const got = column(computeFactors(bars, [id], { quotes }), id);
    const near = expected.map((value) => (Number.isNaN(value) ? value : expect.closeTo(value, 9)));
    expect([...got]).toEqual(near);
  });
});

test("factors of trades need no book, others name the column that is missing", () => {
  const { buyVolume, sellVolume } = quotes;
  expect(column(computeFactors(bars, ["signed_volume"], { quotes: { buyVolume, sellVolume } }), "signed_volume")[2]).toBe(8);
  expect(() => computeFactors(bars, ["spread_bps"], { quotes: { buyVolume, sellVolume } })).toThrow('"spread_bps" needs the quotes (column bid). Give them as quotes.');
});
