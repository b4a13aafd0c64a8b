import { expect, test } from "vitest";
import type { Answerer, Asked } from "../connection/vendor.fixture.ts";
import type { SocialPost } from "../records/socialPost.ts";
import { openedVendor } from "./openedVendor.fixture.ts";
import { madeUpKey, sourceContract } from "./sourceContract.fixture.ts";
import type { Page, RecordsRequest } from "./source.ts";
import { x } from "./x.ts";

/* Answers in the shapes of docs.x.com/x-api/posts/search-recent-posts and docs.x.com/x-api/fundamentals/response-codes-and-errors. Posts are made up. */
const NOW = "2024-03-15T20:00:00Z";
const post = (id: string, created: string, text = "$AAPL &amp; $MSFT up"): unknown => ({
  id, text, created_at: created, lang: "en", edit_history_tweet_ids: [id], public_metrics: { retweet_count: 1, reply_count: 2, like_count: 30, quote_count: 0, bookmark_count: 0, impression_count: 900 },
});
const FIRST = { data: [post("1768700000000000003", "2024-03-15T19:00:00.000Z"), post("1768700000000000002", "2024-03-15T18:00:00.000Z")], meta: { newest_id: "1768700000000000003", oldest_id: "1768700000000000002", result_count: 2, next_token: "b26v89c19" } };
const SECOND = { data: [post("1768700000000000001", "2024-03-14T18:00:00.000Z")], meta: { newest_id: "1768700000000000001", oldest_id: "1768700000000000001", result_count: 1 } };
const NOTHING = { meta: { result_count: 0 } };
const good: Answerer = ({ query }) => ({ body: query.next_token === undefined ? FIRST : SECOND });
const SEARCH = { query: "$AAPL -is:retweet lang:en", max_results: "100", sort_order: "recency", "tweet.fields": "created_at,lang,public_metrics" };
const headers = { authorization: `Bearer ${madeUpKey("X_BEARER_TOKEN")}` };

sourceContract({
  source: x, now: NOW,
  cases: [{
    title: "posts of the last days",
    ask: (source) => source.social!({ query: "AAPL", from: "2024-03-14", to: "2024-03-15T19:30:00Z" }),
    vendor: good,
    requests: [
      { path: "/2/tweets/search/recent", query: { ...SEARCH, start_time: "2024-03-14T00:00:00Z", end_time: "2024-03-15T19:30:01Z" }, headers },
      { path: "/2/tweets/search/recent", query: { ...SEARCH, max_results: "98", start_time: "2024-03-14T00:00:00Z", end_time: "2024-03-15T19:30:01Z", next_token: "b26v89c19" }, headers },
    ],
    count: 3,
    empty: { reply: { body: NOTHING } },
    refusedKey: { status: 401, body: { title: "Unauthorized", type: "about:blank", status: 401, detail: "Unauthorized" } },
    changed: [
      { field: "meta" }, { field: "meta.result_count", to: "two" }, { field: "data" }, { field: "data", to: "none" },
      { field: "data[0].created_at" }, { field: "data[0].public_metrics.like_count", to: null }, { field: "data[1].id", to: 17687 },
    ],
  }],
});

async function social(answerer: Answerer, request: RecordsRequest): Promise<{ readonly pages: readonly Page<SocialPost>[]; readonly asked: readonly Asked[]; readonly error: unknown }> {
  const { asked, source } = await openedVendor(x, answerer, { now: NOW, variables: { X_BEARER_TOKEN: "made-up-bearer" }, patienceMillis: 1 });
  const pages: Page<SocialPost>[] = [];
  try {
    for await (const page of source.social!(request)) pages.push(page);
  } catch (error) {
    return { pages, asked, error };
  }
  return { pages, asked, error: undefined };
}

test("a post has its text without references, its counts and the symbols it names", async () => {
  const { pages } = await social(good, { query: "BTC-USD" });
  expect(pages[0]!.items[0]).toEqual({ id: "1768700000000000003", time: Date.parse("2024-03-15T19:00:00Z"), text: "$AAPL & $MSFT up", url: "https://x.com/i/web/status/1768700000000000003", score: 30, replies: 2, symbols: ["BTC-USD", "AAPL", "MSFT"] });
});

test.each([
  ["BTC-USD", "$BTC -is:retweet lang:en"], ["BRK-B", "$BRK.B -is:retweet lang:en"], ["EURUSD=X", "$EURUSD -is:retweet lang:en"], ['("rate cut" OR $TLT) lang:de', '("rate cut" OR $TLT) lang:de'],
])("%s is searched as %s", async (query, words) => {
  const { asked } = await social(good, { query, most: 1 });
  expect(asked.map((one) => one.query)).toEqual([{ ...SEARCH, query: words, max_results: "10" }]);
});

test("each post costs money: a hundred come unless more are asked for", async () => {
  const full: Answerer = ({ number }) => ({ body: { data: Array.from({ length: 100 }, (_, row) => post(String(10_000 - 100 * number - row), "2024-03-15T18:00:00.000Z")), meta: { result_count: 100, next_token: `page${number}` } } });
  expect((await social(full, { query: "AAPL" })).asked).toHaveLength(1);
  const more = await social(full, { query: "AAPL", most: 250 });
  expect(more.asked.map(({ query }) => query.max_results)).toEqual(["100", "100", "50"]);
  expect(more.pages.flatMap(({ items }) => items)).toHaveLength(250);
});

test("days before the last seven are told to be missing; none but them is an error of the plan", async () => {
  const { asked, pages } = await social(good, { query: "AAPL", from: "2024-03-01", most: 1 });
  expect(asked[0]!.query.start_time).toBe("2024-03-08T20:01:00Z");
  expect(pages[0]!.findings).toEqual([{ code: "nothing there", severity: "warning", where: { source: "x", path: "start_time" }, expected: "posts from 2024-03-01T00:00:00.000Z on", got: "posts from 2024-03-08T20:01:00.000Z on: X's recent search reaches seven days back" }]);
  const old = await social(good, { query: "AAPL", from: "2024-02-01", to: "2024-02-29" });
  expect([old.error, old.asked.length]).toEqual([expect.objectContaining({ reason: "plan" }), 0]);
});

test("an end of today is not sent: X takes none later than ten seconds ago", async () => {
  const { asked } = await social(good, { query: "AAPL", to: "2024-03-15", most: 1 });
  expect(asked[0]!.query).not.toHaveProperty("end_time");
});

test("a partial answer gives its posts and tells what is missing", async () => {
  const partial = { ...SECOND, errors: [{ title: "Not Found Error", detail: "Could not find tweet with referenced_tweets.id: [5].", type: "https://api.twitter.com/2/problems/resource-not-found", resource_type: "tweet" }] };
  const { pages } = await social(() => ({ body: partial }), { query: "AAPL" });
  expect(pages[0]!.items).toHaveLength(1);
  expect(pages[0]!.findings.map(({ code, where }) => [code, where.path])).toEqual([["nothing there", "errors[0]"]]);
});

test.each([
  [402, { title: "CreditsDepleted", detail: "Your enrolled account does not have any credits to fulfill this request.", type: "https://api.twitter.com/2/problems/credits" }, "budget"],
  [429, { title: "UsageCapExceeded", period: "Monthly", scope: "Product", detail: "Usage cap exceeded: Monthly product cap", type: "https://api.twitter.com/2/problems/usage-capped" }, "budget"],
  [429, { title: "Too Many Requests", detail: "Too Many Requests", type: "about:blank", status: 429 }, "limit"],
  [403, { reason: "client-not-enrolled", title: "Client Forbidden", detail: "Attach the app to a project.", type: "https://api.twitter.com/2/problems/client-forbidden" }, "plan"],
  [400, { errors: [{ parameters: { query: ["$"] }, message: "There were errors processing your request: no viable alternative" }], title: "Invalid Request", detail: "One or more parameters to your request was invalid.", type: "https://api.twitter.com/2/problems/invalid-request" }, "misuse"],
] as const)("status %d with %o is an error of its own", async (status, body, reason) => {
  const { error } = await social(() => ({ status, body }), { query: "AAPL" });
  expect(error).toMatchObject({ reason });
  expect(String(error)).not.toContain("made-up-bearer");
});

test("no further page is paid for when none of a page's posts can be read", async () => {
  const changed = { ...FIRST, data: [{ id: 1 }, { id: 2 }] };
  const { asked, pages } = await social(() => ({ body: changed }), { query: "AAPL" });
  expect([asked.length, pages[0]!.findings.length]).toEqual([1, 2]);
});

test("an index has no tag, and a search that is too long is refused before anything is asked", async () => {
  expect(await social(good, { query: "^GSPC" })).toMatchObject({ error: { reason: "symbol" }, asked: [] });
  expect(await social(good, { query: "a ".repeat(300) })).toMatchObject({ error: { reason: "misuse" }, asked: [] });
});
