import { describe, expect, it } from "vitest";
import { alignedTable, closingText } from "./closingText.ts";

describe("closingText", () => {
  it("sets names to the left and numbers to the right", () => {
    expect(alignedTable(["model", "skill"], [["lstm", "-0.01"], ["persistence", "N/A"]])).toEqual([
      "  model        skill",
      "  ───────────  ─────",
      "  lstm         -0.01",
      "  persistence    N/A",
    ]);
  });

  it("folds sentences at the width and indents what follows", () => {
    const text = closingText([{ title: "Verdict", columns: [], rows: [["one two three four five"]] }], 16);
    expect(text).toBe("Verdict\n  · one two\n    three four\n    five");
  });
});
