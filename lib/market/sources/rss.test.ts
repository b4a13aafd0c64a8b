import { expect, test } from "vitest";
import type { Asked, Reply } from "../connection/vendor.fixture.ts";
import type { NewsItem } from "../records/newsItem.ts";
import { rss } from "./rss.ts";
import { openedVendor, pagesOf } from "./openedVendor.fixture.ts";
import { sourceContract } from "./sourceContract.fixture.ts";
import type { Page, RecordsRequest } from "./source.ts";

/* Feeds in the shapes of rssboard.org/rss-specification, RFC 4287 (Atom) and web.resource.org/rss/1.0/spec (RDF); Yahoo's headlines as finance.yahoo.com/rssindex describes them. Texts are made up. */
const NOW = "2024-03-15T20:00:00Z";
const item = (number: number, date = "Fri, 15 Mar 2024 13:05:00 +0000"): string =>
  `<item><description>&lt;p&gt;Shares of $MSFT &amp;amp; others rose&lt;/p&gt;</description><guid isPermaLink="false">id-${number}</guid><link>https://example.com/${number}?.tsrc=rss</link><pubDate>${date}</pubDate><title>Headline ${number}</title></item>`;
const feed = (items: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><copyright>Made up</copyright><description>Latest news for AAPL</description><title>Yahoo! Finance: AAPL News</title><link>http://finance.yahoo.com/q/h?s=AAPL</link>${items}</channel></rss>`;
const GOOD = feed(item(1) + item(2, "Thu, 14 Mar 2024 09:00:00 EDT"));

sourceContract({
  source: rss, now: NOW,
  cases: [{
    title: "headlines",
    ask: (source) => source.news!({ query: "AAPL" }),
    vendor: () => ({ body: GOOD }),
    requests: [{ path: "/rss/2.0/headline", query: { s: "AAPL", region: "US", lang: "en-US" } }],
    count: 2,
    empty: { reply: { body: feed("") } },
    changed: [
      { change: (body) => body.replace("<pubDate>Fri, 15 Mar 2024 13:05:00 +0000</pubDate>", ""), finds: "rss.channel.item[0].date" },
      { change: (body) => body.replace("13:05:00 +0000", "13:05:00"), finds: "rss.channel.item[0].date" },
      { change: (body) => body.replace("<title>Headline 2</title>", "<title/>"), finds: "rss.channel.item[1].title" },
      { change: (body) => body.slice(0, -60), finds: "answer" },
      { change: () => "<!doctype html><html><body>Will be right back</body></html>", finds: "answer" },
      { change: () => "", finds: "answer" },
    ],
  }],
});

async function newsOf(reply: Reply, request: RecordsRequest = { query: "https://feeds.example.com/news.xml?topic=a&topic=b" }): Promise<Page<NewsItem> & { readonly asked: readonly Asked[] }> {
  const { asked, source } = await openedVendor(rss, () => reply, { now: NOW });
  const [page] = await pagesOf(source.news!(request));
  return { ...page!, asked };
}

test("an item has its own id, a UTC time, plain text, its publisher and the symbols that were asked for or named", async () => {
  const { items } = await newsOf({ body: GOOD }, { query: "aapl" });
  expect(items[0]).toEqual({
    id: "id-1", time: Date.parse("2024-03-15T13:05:00Z"), title: "Headline 1", summary: "Shares of $MSFT & others rose", url: "https://example.com/1?.tsrc=rss", publisher: "Yahoo! Finance: AAPL News", symbols: ["AAPL", "MSFT"],
  });
  expect(items[1]!.time).toBe(Date.parse("2024-03-14T13:00:00Z"));
});

test("a feed of one's own is asked at its address, repeated parameters and all", async () => {
  const { answers, asked } = await newsOf({ body: GOOD });
  expect(new URL(answers[0]!.url).search).toBe("?topic=a&topic=b");
  expect([asked[0]!.path, asked[0]!.headers.accept]).toEqual(["/news.xml", expect.stringContaining("application/rss+xml")]);
});

test("Atom is read: the page's link, the time of publication, another encoding", async () => {
  const atom = '<?xml version="1.0" encoding="iso-8859-1"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Börse</title><id>f</id><entry><title type="html">Zins &amp;amp; Gold</title><id>tag:example.com,2024:1</id><updated>2024-03-15T17:00:00Z</updated><published>2024-03-15T15:00:00-01:00</published><link rel="edit" href="https://example.com/edit"/><link rel="alternate" href="https://example.com/1"/><summary>Text</summary></entry></feed>';
  const { findings, items } = await newsOf({ body: Buffer.from(atom, "latin1") });
  expect(findings).toEqual([]);
  expect(items).toEqual([{ id: "tag:example.com,2024:1", time: Date.parse("2024-03-15T16:00:00Z"), title: "Zins & Gold", summary: "Text", url: "https://example.com/1", publisher: "Börse", symbols: [] }]);
});

test("RDF is read with the dates of Dublin Core", async () => {
  const rdf = '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="u"><title>C</title></channel><item rdf:about="https://example.com/1"><title>T</title><link>https://example.com/1</link><dc:date>2024-03-15T16:00:00-04:00</dc:date></item></rdf:RDF>';
  expect((await newsOf({ body: rdf })).items).toEqual([{ id: "https://example.com/1", time: Date.parse("2024-03-15T20:00:00Z"), title: "T", url: "https://example.com/1", publisher: "C", symbols: [] }]);
});

test("entities of a feed's own are refused: a small one could fill the memory", async () => {
  const lines = Array.from({ length: 9 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join("");
  const { findings, items } = await newsOf({ body: `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">${lines}]><rss version="2.0"><channel><title>&l9;</title>${item(1)}</channel></rss>` });
  expect([items, findings.map(({ code, where }) => [code, where.path])]).toEqual([[], [["value impossible", "answer"]]]);
});

test("tags nested without end are a finding, not a crash", async () => {
  const { findings, items } = await newsOf({ body: `<rss version="2.0"><channel>${"<item>".repeat(200_000)}` });
  expect(items).toEqual([]);
  expect(findings).toHaveLength(1);
});

test("an item from the future is left out, and so is an id that comes twice", async () => {
  const { findings, items } = await newsOf({ body: feed(item(1) + item(1) + item(2, "Fri, 22 Mar 2024 13:05:00 GMT")) });
  expect(items.map(({ id }) => id)).toEqual(["id-1"]);
  expect(findings.map(({ severity, where }) => [severity, where.path])).toEqual([["note", "rss.channel.item[1].guid"], ["error", "rss.channel.item[2].date"]]);
});

test("from, to and most choose among the items", async () => {
  expect((await newsOf({ body: GOOD }, { query: "AAPL", from: "2024-03-15" })).items).toHaveLength(1);
  expect((await newsOf({ body: GOOD }, { query: "AAPL", to: "2024-03-14" })).items.map(({ id }) => id)).toEqual(["id-2"]);
  expect((await newsOf({ body: GOOD }, { query: "AAPL", most: 1 })).items).toHaveLength(1);
});

test.each([
  ["file:///etc/passwd", "is no address of a feed"],
  ["https://", "is no address of a feed"],
  ["https://me:secret@example.com/feed", "holds a name or a password"],
  ["not a symbol", "is not a symbol"],
])("%s is refused before anything is asked", async (query, words) => {
  const { asked, source } = await openedVendor(rss, () => ({ body: GOOD }), { now: NOW });
  const error: unknown = await pagesOf(source.news!({ query })).catch((caught: unknown) => caught);
  expect(String(error)).toContain(words);
  expect(String(error)).not.toContain("secret");
  expect(asked).toEqual([]);
});
