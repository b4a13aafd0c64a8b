import { expect, test } from "vitest";
import { betweenMarks, markdownTable } from "./markdown.ts";

test("a table has a line a row", () => {
  expect(markdownTable(["model", "skill"], [["lstm", "0.1"]])).toEqual(["| model | skill |", "|---|---|", "| lstm | 0.1 |"]);
});

test("what stands between the marks is replaced, the rest of the text is kept, again and again", () => {
  const text = "# A\n\n<!-- comparison -->\nold\n<!-- /comparison -->\n\nend\n";
  const once = betweenMarks(text, ["new", "lines"], "README.md");
  expect(once).toBe("# A\n\n<!-- comparison -->\nnew\nlines\n<!-- /comparison -->\n\nend\n");
  expect(betweenMarks(once, ["new", "lines"], "README.md")).toBe(once);
});

test("a text without its marks is refused", () => {
  expect(() => betweenMarks("# A\n", [], "README.md")).toThrow("README.md has no line <!-- comparison --> with <!-- /comparison --> behind it");
  expect(() => betweenMarks("<!-- /comparison --><!-- comparison -->", [], "README.md")).toThrow("put both where you want it");
});
