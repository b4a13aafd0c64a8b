import { expect, test } from "vitest";
import { formatColumnsCsv } from "./columnsCsv.ts";
import { columnsOf } from "./index.ts";

test("a table of columns has one line a bar, a value not known is an empty cell", () => {
  const columns = columnsOf(Float64Array.of(Date.UTC(2024, 0, 3) - 1, Date.UTC(2024, 0, 3, 21)), { rsi_14: Float64Array.of(Number.NaN, 1 / 3), obv: Float64Array.of(-0.5, 1e21) });
  expect(formatColumnsCsv(columns)).toBe("date,rsi_14,obv\n2024-01-02,,-0.5\n2024-01-03T21:00:00.000Z,0.3333333333333333,1e+21\n");
});
