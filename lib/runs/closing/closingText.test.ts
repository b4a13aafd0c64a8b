import { expect, it } from "vitest";
import { closingText } from "./closingText.ts";

it("folds sentences at the width and indents what follows", () => {
  const text = closingText([{ title: "Verdict", columns: [], rows: [["one two three four five"]] }], 16);
  expect(text).toBe("Verdict\n  · one two\n    three four\n    five");
});
