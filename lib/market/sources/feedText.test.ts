import fc from "fast-check";
import { expect, test } from "vitest";
import { askedInstrument, symbolsIn } from "./cashtags.ts";
import { feedTime } from "./feedTime.ts";
import { plainText } from "./plainText.ts";

test.each([
  ["Fri, 15 Mar 2024 16:00:00 EDT", "2024-03-15T20:00:00.000Z"],
  ["15 Mar 24 16:00 -0400", "2024-03-15T20:00:00.000Z"],
  ["Fri, 15 Mar 2024 20:00:00 GMT", "2024-03-15T20:00:00.000Z"],
  ["2024-03-15T16:00:00-04:00", "2024-03-15T20:00:00.000Z"],
  ["2024-03-15T20:00:00.123456Z", "2024-03-15T20:00:00.123Z"],
  ["2024-03-15", "2024-03-15T23:59:59.999Z"],
])("the time %s is read", (text, moment) => {
  expect(new Date(feedTime(text) ?? Number.NaN).toISOString()).toBe(moment);
});

test.each(["Fri, 15 Mar 2024 16:00:00", "Fri, 31 Feb 2024 16:00:00 GMT", "15 Mar 2024 25:00:00 GMT", "15 Mar 2024 16:00:00 CEST", "2024-03-15T16:00:00", "yesterday", ""])("%s has no moment", (text) => {
  expect(feedTime(text)).toBeUndefined();
});

test.each([
  ["<p>Profits &amp; losses</p><p>rose&nbsp;3&#37;</p>", "Profits & losses rose 3%"],
  ["<script>alert('x')</script>News<style>p{}</style> <b>to</b>day", "News today"],
  ["a < b and b > c", "a < b and b > c"],
  ["&amp;lt;b&amp;gt; once", "&lt;b&gt; once"],
  ["&unknown; &#0; &#x110000; &#xD800;", "&unknown; &#0; &#x110000; &#xD800;"],
  ["<!-- hidden --><img src='x' onerror=y>seen<script>cut off", "seen"],
])("the text of %s is plain", (html, text) => {
  expect(plainText(html)).toBe(text);
});

test("plain text is one line without closed tags, whatever comes in", () => {
  fc.assert(fc.property(fc.array(fc.constantFrom("<", ">", "<p>", "<script>", "</script>", "<!--", "-->", "&lt;", "&#10;", "a", "\n", "$"), { maxLength: 40 }), (parts) => {
    const text = plainText(parts.join(""));
    expect(text).toBe(text.trim());
    expect(text).not.toMatch(/\n/);
  }), { seed: 1 });
});

test("long hostile text is read in little time: each sign is looked at a few times", () => {
  expect(plainText("<script".repeat(50_000))).toHaveLength(350_000);
  expect(plainText(`${"<!--".repeat(50_000)}`)).toBe("");
});

test("symbols are read from tags, money is none, and the one asked for comes first", () => {
  expect(symbolsIn("$AAPL and $brk.b at $5, $100k, US$AAPL, $$MSFT and $AAPL again")).toEqual(["AAPL", "BRK-B"]);
  expect(symbolsIn("$BTC beats $ETH", { kind: "crypto", symbol: "BTC-USD", base: "BTC", quote: "USD" })).toEqual(["BTC-USD", "ETH"]);
  expect(symbolsIn("nothing", { kind: "stock", symbol: "AAPL" })).toEqual(["AAPL"]);
});

test("with a list of the symbols that there are, other $WORDS are none", () => {
  expect(symbolsIn("$AAPL, says the $CEO of $USA", undefined, ["AAPL", "MSFT"])).toEqual(["AAPL"]);
  expect(symbolsIn("$BTC and $CEO", { kind: "crypto", symbol: "BTC-USD", base: "BTC", quote: "USD" }, ["BTC-USD"])).toEqual(["BTC-USD"]);
});

test.each([
  ["AAPL", "AAPL"], ["$AAPL", "AAPL"], ["$brk.b", "BRK-B"], ["BRK-B", "BRK-B"], ["VOD.L", "VOD.L"], ["0700.HK", "0700.HK"], ["BTC-USD", "BTC-USD"], ["EURUSD=X", "EURUSD=X"],
  ["EARNINGS", undefined], ["aapl", undefined], ['"CEO"', undefined], ["AAPL OR MSFT", undefined], ["$100", undefined],
])("a search for %s is one for the symbol %s", (words, symbol) => {
  expect(askedInstrument("x", words, { kinds: ["stock", "crypto", "forex"] })?.symbol).toBe(symbol);
});

test("with a list of the symbols that there are, a ticker that is none of them is a word, but with its dollar sign", () => {
  const known = ["AAPL"];
  expect(askedInstrument("x", "AAPL", { kinds: ["stock"], known })?.symbol).toBe("AAPL");
  expect(askedInstrument("x", "CEO", { kinds: ["stock"], known })).toBeUndefined();
  expect(askedInstrument("x", "$CEO", { kinds: ["stock"], known })?.symbol).toBe("CEO");
});
