import { z } from "zod";
import type { Answer } from "../connection/answer.ts";
import type { Refusal } from "../connection/connection.ts";
import { readAnswer, readRows } from "../connection/readAnswer.ts";
import type { Instrument } from "../instruments/instrument.ts";
import type { SocialPost } from "../records/socialPost.ts";
import { symbolsIn } from "./cashtags.ts";
import type { Page } from "./source.ts";

const token = z.object({ access_token: z.string().min(1), token_type: z.string().regex(/^bearer$/i), expires_in: z.number().positive() });
const listing = z.object({ kind: z.literal("Listing"), data: z.object({ after: z.string().nullable(), children: z.array(z.unknown()) }) });
/** t3 is a post; a community that does not exist is answered with communities, t5. */
const post = z.object({
  kind: z.literal("t3"),
  data: z.object({
    name: z.string().regex(/^t3_[a-z\d]+$/), title: z.string().min(1), selftext: z.string(), subreddit: z.string(), permalink: z.string().startsWith("/"), created_utc: z.number().positive().max(1e11, "a time in seconds"), score: z.number().int(), num_comments: z.number().int().nonnegative(),
  }),
});
/** What stands in the place of a text that was taken away. */
const GONE: ReadonlySet<string> = new Set(["[removed]", "[deleted]"]);

export type Token = { readonly value: string; /** Seconds from the answer on. */ readonly seconds: number };

/** The token of an answer; undefined, and nothing of its text in the error that follows, where there is none. */
export function tokenOf(answer: Answer): Token | undefined {
  const { value } = readAnswer(answer, token);
  return value === undefined ? undefined : { value: value.access_token, seconds: value.expires_in };
}

/** Posts of a listing, in its order, and the name after which it goes on. */
export function postsOf(answer: Answer, asked: Instrument | undefined, known?: readonly string[]): Page<SocialPost> & { readonly after: string | undefined } {
  const { findings, value } = readAnswer(answer, listing);
  const read = readRows(answer.source, "data.children", value?.data.children ?? [], post);
  const items = read.rows.map(({ value: { data } }): SocialPost => {
    const text = data.selftext === "" || GONE.has(data.selftext) ? data.title : `${data.title}\n\n${data.selftext}`;
    return { id: data.name, time: Math.round(data.created_utc * 1000), text, community: data.subreddit, url: `https://www.reddit.com${data.permalink}`, score: data.score, replies: data.num_comments, symbols: symbolsIn(text, asked, known) };
  });
  return { items, answers: [answer], findings: [...findings, ...read.findings], after: value?.data.after ?? undefined };
}

/** Reddit refuses with a small JSON: message, error and sometimes a reason. */
export function redditRefusal(body: string, status: number): Refusal | undefined {
  if (status === 401) return { reason: "key", message: "Reddit does not accept the client's id and secret, or the token made of them. Look them up at reddit.com/prefs/apps." };
  if (status === 403) return { reason: "plan", message: /"reason"\s*:\s*"private"/.test(body) ? "this community is private." : "Reddit lets this client not in there. Its User-Agent must name you, and free use must be approved: support.reddithelp.com, Reddit Data API Wiki." };
  if (status === 404) return { reason: "symbol", message: "there is no such community, or it was closed." };
  return undefined;
}
