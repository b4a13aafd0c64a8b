import { expect, test } from "vitest";
import { selectionTable } from "./index.ts";

const score = (column: string, strength: number) => ({ column, strength, value: 0, t: 0, z: 0, p: 1, q: 1, pBest: 1, rows: 100 });
const stability = { names: ["rsi_14"], scores: [score("rsi_14", 0.876), score("noise", 0.01)] };
const owed = { names: ["noise", "rsi_14"], scores: [score("noise", Number.NaN), score("rsi_14", 0.5)] };

test("a table of selections has the strength of each column in the order asked for, ticked where it is taken", () => {
  expect(selectionTable(["noise", "rsi_14"], { halves: stability, owed })).toEqual([
    { column: "noise", halves: "0.01", owed: "– ✓" },
    { column: "rsi_14", halves: "0.88 ✓", owed: "0.50 ✓" },
  ]);
});

test("a table of selections from other columns is refused", () => {
  expect(() => selectionTable(["adx_14"], { halves: stability })).toThrow('selectionTable: "halves" did not try the column "adx_14"; compare selections from the same columns');
});
