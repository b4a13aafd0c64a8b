import { expect, test } from "vitest";
import { randomBars } from "./fixtures/randomBars.ts";
import { computeFactors, factorIds, factorPieces } from "./index.ts";

test("pieces put together are the whole, to the last bit", () => {
  const bars = randomBars(3000, 2);
  const ids = factorIds("fast");
  const whole = computeFactors(bars, ids);
  for (const rows of [1, 700, 1024, 2999, 3000, 5000]) {
    let row = 0;
    for (const piece of factorPieces(bars, ids, { rows })) {
      expect(piece.names).toEqual(ids);
      const count = piece.closeTime.length;
      expect(count).toBe(Math.min(rows, 3000 - row));
      expect(piece.closeTime).toEqual(bars.closeTime.subarray(row, row + count));
      for (const id of ids) if (rows > 1 || row % 500 === 0) expect(piece.values[id]).toEqual(whole.values[id]!.subarray(row, row + count));
      row += count;
    }
    expect(row).toBe(3000);
  }
});

test("what cannot be computed is refused at the first piece", () => {
  expect(() => factorPieces(randomBars(20, 1), ["rsi_50"]).next()).toThrow('"rsi_50" has its first value after 51 bars, RANDOM has 20.');
});
