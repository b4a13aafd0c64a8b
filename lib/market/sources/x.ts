import { DAY_MILLIS } from "../calendars/day.ts";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Connection } from "../connection/connection.ts";
import { MarketError } from "../error.ts";
import type { Instrument } from "../instruments/instrument.ts";
import type { SocialPost } from "../records/socialPost.ts";
import { momentsWithin } from "../writtenSpan.ts";
import { askedInstrument, tagOf } from "./cashtags.ts";
import { definite } from "./definite.ts";
import { atMost, isWithin } from "./recordSpan.ts";
import { listed, type Page, type RecordsRequest, type Source } from "./source.ts";
import { postsOf, xRefusal } from "./xAnswers.ts";

const KINDS = ["stock", "crypto", "forex"] as const;
const REACH_MILLIS = 7 * DAY_MILLIS;
/** A start of just seven days ago is too early when it arrives. */
const MARGIN_MILLIS = 60_000;
/** X refuses an end later than ten seconds ago. */
const NEWEST_MILLIS = 10_000;
/** Posts cost money one by one, so many are only fetched where many are asked for. */
const MOST = 100;
const LONGEST = 512;

/**
 * Recent search of X (Twitter), API v2: posts of the last seven days, newest first. Key: X_BEARER_TOKEN of an app.
 * `query` is a symbol, searched as $AAPL in English without reposts, or a search in X's own operators. A ticker of at most five capitals is a symbol, unless it stands in quotes or `known` lacks it. 100 posts unless `most` says otherwise.
 * Limit: 450 requests in 15 minutes for an app, docs.x.com/x-api/fundamentals/rate-limits. There is no free plan: each post costs credits (0.005 US dollars in 2026),
 * up to three million posts a month, docs.x.com/x-api/getting-started/pricing.
 */
export const x: Source = {
  name: "x",
  capabilities: { intervals: [], network: true, real: true, instruments: KINDS },
  reach: {
    origin: "https://api.x.com", limits: [{ units: 30, per: "minute" }],
    keys: [{ variable: "X_BEARER_TOKEN", from: "https://console.x.com" }],
    headers: (key) => ({ authorization: `Bearer ${key("X_BEARER_TOKEN")}` }),
  },
  open: (connection) => ({
    symbols: async () => listed([]),
    social: ({ most = MOST, ...request }) => atMost(social(connection, request, most), most),
  }),
};

async function* social(connection: Connection, request: RecordsRequest, most: number): AsyncGenerator<Page<SocialPost>> {
  const { from, to } = momentsWithin("x", request);
  const { asked, words } = questionOf(request);
  const now = connection.now();
  if (to <= now - REACH_MILLIS) throw new MarketError(`x: ${request.to} is more than seven days ago, and X's recent search reaches no further back. Ask for later days.`, { reason: "plan" });
  const isTooEarly = from < now - REACH_MILLIS && from !== Number.NEGATIVE_INFINITY;
  const start = isTooEarly ? now - REACH_MILLIS + MARGIN_MILLIS : from;
  // The start is inside, the end is not; both are whole seconds.
  const times = { start_time: Number.isFinite(start) ? seconds(Math.ceil(start / 1000)) : undefined, end_time: to < now - NEWEST_MILLIS ? seconds(Math.ceil((to + 1) / 1000)) : undefined };
  const about = { query: request.query.trim(), ...(asked === undefined ? {} : { symbol: asked.symbol }), ...definite(times) };
  let findings: readonly AnswerFinding[] = isTooEarly ? [cutAt(start, from)] : [];
  let next: string | undefined;
  let left = most;
  do {
    const answer: Answer = await connection.get({
      kind: "social", about: { ...about, ...(next === undefined ? {} : { page: next }) }, path: "/2/tweets/search/recent", refusal: xRefusal,
      query: { query: words, ...times, max_results: Math.min(100, Math.max(10, left)), sort_order: "recency", next_token: next, "tweet.fields": "created_at,lang,public_metrics" },
    });
    const page = postsOf(answer, asked, request.known);
    const items = page.items.filter(({ time }) => isWithin(time, { from, to }));
    yield { items, answers: page.answers, findings: [...findings, ...page.findings] };
    // Pages that cannot be read cost as much as others.
    const isUnreadable = page.items.length === 0 && page.findings.some(({ severity }) => severity === "error");
    [findings, next] = [[], isUnreadable ? undefined : page.next];
    left -= items.length;
  } while (next !== undefined);
}

function questionOf({ known, query }: RecordsRequest): { readonly words: string; readonly asked: Instrument | undefined } {
  const words = query.trim();
  const asked = askedInstrument("x", words, { kinds: KINDS, known });
  if (asked !== undefined) return { words: `$${tagOf(asked).replace("-", ".")} -is:retweet lang:en`, asked };
  if (words === "" || words.length > LONGEST) throw new MarketError(`x: a search must hold 1 to ${LONGEST} characters, got ${words.length}. Write a symbol, AAPL, or words in X's operators.`);
  return { words, asked: undefined };
}

function cutAt(start: number, from: number): AnswerFinding {
  const text = (time: number): string => new Date(time).toISOString();
  return { code: "nothing there", severity: "warning", where: { source: "x", path: "start_time" }, expected: `posts from ${text(from)} on`, got: `posts from ${text(start)} on: X's recent search reaches seven days back` };
}

function seconds(time: number): string {
  return new Date(time * 1000).toISOString().replace(".000Z", "Z");
}
