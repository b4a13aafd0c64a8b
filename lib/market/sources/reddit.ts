import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Connection, Request } from "../connection/connection.ts";
import { MarketError } from "../error.ts";
import type { Instrument } from "../instruments/instrument.ts";
import type { SocialPost } from "../records/socialPost.ts";
import { momentsWithin } from "../writtenSpan.ts";
import { askedInstrument, tagOf } from "./cashtags.ts";
import { atMost, isWithin } from "./recordSpan.ts";
import { postsOf, redditRefusal, tokenOf } from "./redditAnswers.ts";
import { listed, type Page, type RecordsRequest, type Source } from "./source.ts";

const KINDS = ["stock", "crypto", "forex"] as const;
const APPS = "https://www.reddit.com/prefs/apps (create an app of type script)";
/** A token is renewed so long before it ends. */
const MARGIN_MILLIS = 60_000;

/**
 * Reddit's search for posts. Keys: REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET of an app, and REDDIT_USER, your name there, which Reddit's rules want in the User-Agent.
 * `query` is a symbol (AAPL, BTC-USD) or words, in all communities or, as "r/stocks AAPL", in one. A ticker of at most five capitals is a symbol, unless it stands in quotes or `known` lacks it. Newest first.
 * A search ends after some 250 to 1000 posts, however many there are; where it ends before `from`, a finding says so.
 * Limit: 100 requests a minute for a client, over ten minutes; support.reddithelp.com, Reddit Data API Wiki. Posts that were deleted there must be deleted here.
 */
export const reddit: Source = {
  name: "reddit",
  capabilities: { intervals: [], network: true, real: true, instruments: KINDS },
  reach: {
    origin: "https://oauth.reddit.com", limits: [{ units: 100, per: "minute" }],
    keys: [{ variable: "REDDIT_CLIENT_ID", from: APPS }, { variable: "REDDIT_CLIENT_SECRET", from: APPS }, { variable: "REDDIT_USER", from: "your account: the name without u/" }],
    headers: (key) => ({ "user-agent": `node:marketbook:v0.1.0 (by /u/${key("REDDIT_USER")})` }),
  },
  open: (connection) => {
    const get = withToken(connection);
    return { symbols: async () => listed([]), social: (request) => atMost(social(get, request), request.most) };
  },
};

async function* social(get: Connection["get"], request: RecordsRequest): AsyncGenerator<Page<SocialPost>> {
  const { from, to } = momentsWithin("reddit", request);
  const { asked, community, words } = questionOf(request);
  const about = { query: request.query.trim(), ...(community === undefined ? {} : { community }), ...(asked === undefined ? {} : { symbol: asked.symbol }) };
  const path = community === undefined ? "/search" : `/r/${community}/search`;
  let after: string | undefined;
  let oldest = Number.POSITIVE_INFINITY;
  do {
    const answer: Answer = await get({
      kind: "social", about: { ...about, ...(after === undefined ? {} : { after }) }, path, refusal: redditRefusal,
      query: { q: words, restrict_sr: community === undefined ? undefined : 1, sort: "new", t: "all", type: "link", limit: 100, after, raw_json: 1 },
    });
    const page = postsOf(answer, asked, request.known);
    oldest = page.items.reduce((least, { time }) => Math.min(least, time), oldest);
    after = oldest < from || page.items.length === 0 || page.after === after ? undefined : page.after;
    const hasEnded = page.after === undefined && Number.isFinite(from) && oldest > from;
    yield { items: page.items.filter(({ time }) => isWithin(time, { from, to })), answers: page.answers, findings: hasEnded ? [...page.findings, endedAt(oldest, from)] : page.findings };
  } while (after !== undefined);
}

/** Puts a token on each request; one that was refused or has ended is made anew, once. The token's answer goes to nobody. */
function withToken(connection: Connection): Connection["get"] {
  let made: Promise<{ readonly value: string; readonly until: number }> | undefined;
  const valid = async (): Promise<string> => {
    const current = await made;
    if (current !== undefined && current.until > connection.now()) return current.value;
    made = makeToken(connection);
    made.catch(() => {
      made = undefined;
    });
    return (await made).value;
  };
  const ask = async (request: Request): Promise<Answer> => connection.get({ ...request, headers: { ...request.headers, authorization: `bearer ${await valid()}` } });
  return async (request) => {
    const isFresh = made === undefined;
    try {
      return await ask(request);
    } catch (error) {
      if (isFresh || !(error instanceof MarketError) || error.reason !== "key") throw error;
      made = undefined;
      return ask(request);
    }
  };
}

async function makeToken(connection: Connection): Promise<{ readonly value: string; readonly until: number }> {
  const client = Buffer.from(`${connection.key("REDDIT_CLIENT_ID")}:${connection.key("REDDIT_CLIENT_SECRET")}`).toString("base64");
  const answer = await connection.get({
    kind: "social", about: { part: "token" }, origin: "https://www.reddit.com", path: "/api/v1/access_token", method: "POST", form: { grant_type: "client_credentials" }, headers: { authorization: `Basic ${client}` }, refusal: redditRefusal,
  });
  const token = tokenOf(answer);
  if (token === undefined) throw new MarketError("reddit: the answer to the client's id and secret holds no token. Look both up at reddit.com/prefs/apps; the app must be of type script or web app.", { reason: "key" });
  return { value: token.value, until: connection.now() + token.seconds * 1000 - MARGIN_MILLIS };
}

type Question = { readonly words: string; readonly community: string | undefined; readonly asked: Instrument | undefined };

function questionOf({ known, query }: RecordsRequest): Question {
  const [, community, rest = query] = /^\s*r\/(\w{2,21})\s+(.*)$/is.exec(query) ?? [];
  const words = rest.trim();
  if (words === "" || words.length > 512) throw new MarketError(`reddit: "${query}" holds nothing to look for, or more than 512 characters. Write a symbol, AAPL, or words, and a community in front if you want one: r/stocks AAPL.`);
  const asked = askedInstrument("reddit", words, { kinds: KINDS, known });
  return { words: asked === undefined ? words : tagOf(asked), community, asked };
}

function endedAt(oldest: number, from: number): AnswerFinding {
  const text = (time: number): string => new Date(time).toISOString();
  return { code: "nothing there", severity: "note", where: { source: "reddit", path: "data.after" }, expected: `posts back to ${text(from)}`, got: `${Number.isFinite(oldest) ? `posts back to ${text(oldest)}` : "no posts"}; there may be older ones, which Reddit's search does not give` };
}
