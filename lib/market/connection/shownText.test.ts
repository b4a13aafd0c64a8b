import { expect, test } from "vitest";
import { oneLine, shownLine, shownText } from "./shownText.ts";

const hostile = [
  ["colours", "a\u001b[31mb\u001b[0m", "ab"],
  ["a cleared screen", "\u001b[2J\u001b[Ha", "a"],
  ["a title of the window", "\u001b]0;gone\u0007a", "a"],
  ["a link that is another", "\u001b]8;;http://x.invalid\u0007a\u001b]8;;\u0007", "a"],
  ["a control of eight bits", "a\u009b31mb", "ab"],
] as const;

test.each(hostile)("%s goes as a whole", (_, text, shown) => {
  for (const shows of [shownText, shownLine, oneLine]) expect(shows(text)).toBe(shown);
});

test.each(["\u0000", "\u0007", "\u0008", "\u001b", "\u007f", "\u0080", "\u009b", "\u009d", "\u00ad", "\u061c", "\u200b", "\u200e", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\u{e0041}"])("%j is neither in lines nor in a line", (sign) => {
  expect(shownText(`a\n${sign}\tb`)).toBe("a\n\tb");
  for (const shows of [shownLine, oneLine]) expect(shows(`a${sign}${sign}`).trim()).toBe("a");
});

test("what a job prints keeps its lines and tabs, and neither colours nor moves of the cursor", () => {
  expect(shownText("\u001b[31mred\u001b[0m\ta\r\nb\u001b[2J\u0007 10 %\r20 %\n")).toBe("red\ta\nb 10 %\n20 %\n");
});

test("lines and tabs stay where lines are wanted, and every end of a line is one", () => {
  expect(shownText("a\r\nb\rc\u2028d\u0085e\t1\n")).toBe("a\nb\nc\nd\ne\t1\n");
  expect(shownLine("a\r\nb\u2028c\td")).toBe("a b c d");
});

test("a line keeps its blanks, a sentence has one at a time; both are cut where they are longer", () => {
  expect([shownLine("    at  x\n"), oneLine("    at  x\n")]).toEqual(["    at  x ", "at x"]);
  expect([shownLine("abcdef", 4), oneLine("abcdef", 4), shownLine("abcd", 4)]).toEqual(["abc…", "abc…", "abcd"]);
});

test("letters of every script, signs and emoji stay", () => {
  const text = "Zürich €100 「東京」 سلام 📈";
  for (const shows of [shownText, shownLine, oneLine]) expect(shows(text)).toBe(text);
});
