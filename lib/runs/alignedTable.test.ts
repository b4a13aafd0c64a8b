import { expect, it } from "vitest";
import { alignedTable } from "./alignedTable.ts";

it("sets names to the left and numbers to the right", () => {
  expect(alignedTable(["model", "skill"], [["lstm", "-0.01"], ["persistence", "N/A"]])).toEqual([
    "  model        skill",
    "  ───────────  ─────",
    "  lstm         -0.01",
    "  persistence    N/A",
  ]);
});
