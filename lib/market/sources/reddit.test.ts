import { expect, test } from "vitest";
import type { Answerer } from "../connection/vendor.fixture.ts";
import type { SocialPost } from "../records/socialPost.ts";
import { openedVendor, pagesOf } from "./openedVendor.fixture.ts";
import { reddit } from "./reddit.ts";
import { madeUpKey, sourceContract } from "./sourceContract.fixture.ts";
import type { OpenSource, RecordsRequest } from "./source.ts";

/* Answers in the shapes of github.com/reddit-archive/reddit/wiki/OAuth2 and reddit.com/dev/api#GET_search. Posts are made up. */
const NOW = "2024-03-15T20:00:00Z";
const CLIENT = Buffer.from(`${madeUpKey("REDDIT_CLIENT_ID")}:${madeUpKey("REDDIT_CLIENT_SECRET")}`).toString("base64");
const post = (name: string, created: string, fields: object = {}): unknown => ({
  kind: "t3",
  data: {
    id: name.slice(3), name, title: `About $AAPL ${name}`, selftext: "More & more $MSFT.", subreddit: "stocks", subreddit_name_prefixed: "r/stocks", author: "someone", permalink: `/r/stocks/comments/${name.slice(3)}/about/`,
    url: "https://example.com", created: Date.parse(created) / 1000, created_utc: Date.parse(created) / 1000, score: 42, ups: 42, upvote_ratio: 0.93, num_comments: 7, over_18: false, ...fields,
  },
});
const listing = (children: readonly unknown[], after: string | null = null): unknown => ({ kind: "Listing", data: { after, dist: children.length, modhash: null, geo_filter: "", children, before: null } });
const NEWEST = listing([post("t3_c", "2024-03-15T18:00:00Z"), post("t3_b", "2024-03-14T18:00:00Z")], "t3_b");
const OLDEST = listing([post("t3_a", "2024-03-13T18:00:00Z", { selftext: "[removed]" })]);
const TOKEN = "eyJ.first-token.made-up";
const tokenAnswer = (token = TOKEN): unknown => ({ access_token: token, token_type: "bearer", expires_in: 86400, scope: "*" });
const good: Answerer = ({ method, query }) => ({ body: method === "POST" ? tokenAnswer() : query.after === undefined ? NEWEST : OLDEST });

const AGENT = { "user-agent": `node:marketbook:v0.1.0 (by /u/${madeUpKey("REDDIT_USER")})` };
const TOKEN_REQUEST = { method: "POST", path: "/api/v1/access_token", body: "grant_type=client_credentials", headers: { ...AGENT, authorization: `Basic ${CLIENT}`, "content-type": "application/x-www-form-urlencoded" } } as const;
const SEARCH = { q: "AAPL", restrict_sr: "1", sort: "new", t: "all", type: "link", limit: "100", raw_json: "1" };
const bearer = { ...AGENT, authorization: `bearer ${TOKEN}` };

sourceContract({
  source: reddit, now: NOW,
  cases: [{
    title: "posts of a community",
    ask: (source) => source.social!({ query: "r/stocks AAPL" }),
    vendor: good,
    requests: [TOKEN_REQUEST, { path: "/r/stocks/search", query: SEARCH, headers: bearer }, { path: "/r/stocks/search", query: { ...SEARCH, after: "t3_b" }, headers: bearer }],
    count: 3,
    empty: { reply: { body: listing([]) } },
    unknownSymbol: { reply: { status: 404, body: { message: "Not Found", error: 404 } } },
    changed: [
      { field: "data.children" }, { field: "data.children", to: {} }, { field: "kind", to: "t5" },
      { field: "data.children[0].kind", to: "t5" }, { field: "data.children[0].data.created_utc" }, { field: "data.children[0].data.score", to: "many" },
    ],
  }],
});

const variables = { REDDIT_CLIENT_ID: "id-of-app", REDDIT_CLIENT_SECRET: "secret-of-app", REDDIT_USER: "someone" };
const opened = async (answerer: Answerer) => {
  const { clock, source, vendor } = await openedVendor(reddit, answerer, { now: NOW, variables });
  return { source, clock, asked: vendor.asked };
};
const itemsOf = async (source: OpenSource, request: RecordsRequest): Promise<readonly SocialPost[]> => (await pagesOf(source.social!(request))).flatMap(({ items }) => items);

test("a post has title and text, its place, its counts and the symbols it names; a removed text is left out", async () => {
  const { source } = await opened(good);
  const items = await itemsOf(source, { query: "r/stocks AAPL" });
  expect(items[0]).toEqual({
    id: "t3_c", time: Date.parse("2024-03-15T18:00:00Z"), text: "About $AAPL t3_c\n\nMore & more $MSFT.", community: "stocks", url: "https://www.reddit.com/r/stocks/comments/c/about/", score: 42, replies: 7, symbols: ["AAPL", "MSFT"],
  });
  expect(items[2]!.text).toBe("About $AAPL t3_a");
});

test("a coin is looked for by its short name in all communities, and words as they are", async () => {
  const { asked, source } = await opened(good);
  await itemsOf(source, { query: "BTC-USD", most: 1 });
  await itemsOf(source, { query: "rate cut", most: 1 });
  expect(asked.slice(1).map(({ path, query }) => [path, query.q, query.restrict_sr])).toEqual([["/search", "BTC", undefined], ["/search", "rate cut", undefined]]);
});

test("no page is asked for behind the time that was asked; what a search may have kept back is told", async () => {
  const { asked, source } = await opened(good);
  expect((await itemsOf(source, { query: "AAPL", from: "2024-03-15" })).map(({ id }) => id)).toEqual(["t3_c"]);
  expect(asked.filter(({ method }) => method === "GET")).toHaveLength(1);
  const pages = await pagesOf(source.social!({ query: "AAPL", from: "2020-01-01" }));
  expect(pages.at(-1)!.findings).toEqual([{ code: "nothing there", severity: "note", where: { source: "reddit", path: "data.after" }, expected: "posts back to 2020-01-01T00:00:00.000Z", got: "posts back to 2024-03-13T18:00:00.000Z; there may be older ones, which Reddit's search does not give" }]);
});

test("a listing that goes round in a circle, or has nothing more, is left", async () => {
  const circle = await opened(({ method }) => ({ body: method === "POST" ? tokenAnswer() : NEWEST }));
  expect(await itemsOf(circle.source, { query: "AAPL" })).toHaveLength(4);
  const empty = await opened(({ method }) => ({ body: method === "POST" ? tokenAnswer() : listing([], "t3_zzz") }));
  expect(await itemsOf(empty.source, { query: "AAPL" })).toHaveLength(0);
});

test("one token serves many searches and is made anew a minute before it ends", async () => {
  const { asked, clock, source } = await opened(good);
  await itemsOf(source, { query: "AAPL" });
  clock.pass(86_400_000 - 60_001);
  await itemsOf(source, { query: "AAPL" });
  expect(asked.filter(({ method }) => method === "POST")).toHaveLength(1);
  clock.pass(1);
  await itemsOf(source, { query: "AAPL" });
  expect(asked.filter(({ method }) => method === "POST")).toHaveLength(2);
});

test("a token that is refused is made anew once; a client that is refused is an error without the token", async () => {
  let tokens = 0;
  const renewing: Answerer = ({ headers, method }) => {
    if (method === "POST") return { body: tokenAnswer(`token-number-${++tokens}`) };
    return headers.authorization === "bearer token-number-2" || tokens === 1 && !revoked ? { body: OLDEST } : { status: 401, body: { message: "Unauthorized", error: 401, token: headers.authorization } };
  };
  let revoked = false;
  const { source } = await opened(renewing);
  await itemsOf(source, { query: "AAPL" });
  revoked = true;
  expect(await itemsOf(source, { query: "AAPL" })).toHaveLength(1);
  expect(tokens).toBe(2);
  const locked = await opened(({ headers, method }) => (method === "POST" ? { body: tokenAnswer() } : { status: 401, body: headers.authorization }));
  const error: unknown = await itemsOf(locked.source, { query: "AAPL" }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ reason: "key" });
  expect(String(error)).not.toContain(TOKEN);
  expect(locked.asked.map(({ method }) => method)).toEqual(["POST", "GET"]);
});

test("the token's answer is in no page", async () => {
  const { source } = await opened(good);
  const pages = await pagesOf(source.social!({ query: "AAPL" }));
  expect(pages.flatMap(({ answers }) => answers.map(({ body, url }) => url + new TextDecoder().decode(body))).join()).not.toContain(TOKEN);
});

test.each([
  [{ status: 401, body: { message: "Unauthorized", error: 401 } }, "key"],
  [{ body: { error: "unsupported_grant_type" } }, "key"],
] as const)("no token is an error of the key: %o", async (reply, reason) => {
  const { source } = await opened(() => reply);
  await expect(itemsOf(source, { query: "AAPL" })).rejects.toMatchObject({ reason });
});

test("a private community is told, and an index or nothing at all is refused before anything is asked", async () => {
  const { source } = await opened(({ method }) => (method === "POST" ? { body: tokenAnswer() } : { status: 403, body: { reason: "private", message: "Forbidden", error: 403 } }));
  await expect(itemsOf(source, { query: "r/secrets AAPL" })).rejects.toMatchObject({ reason: "plan" });
  const silent = await opened(good);
  await expect(itemsOf(silent.source, { query: "^GSPC" })).rejects.toMatchObject({ reason: "symbol" });
  await expect(itemsOf(silent.source, { query: "r/stocks  " })).rejects.toThrow("holds nothing to look for");
  expect(silent.asked).toEqual([]);
});
