import { z } from "zod";
import type { Answer } from "../connection/answer.ts";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { Refusal } from "../connection/connection.ts";
import { brief, readAnswer, readRows } from "../connection/readAnswer.ts";
import type { Instrument } from "../instruments/instrument.ts";
import type { SocialPost } from "../records/socialPost.ts";
import { symbolsIn } from "./cashtags.ts";
import { withCharacters } from "./plainText.ts";
import type { Page } from "./source.ts";

const problem = z.object({ title: z.string().optional(), detail: z.string().optional(), message: z.string().optional() });
const search = z.object({ data: z.array(z.unknown()).optional(), errors: z.array(problem).optional(), meta: z.object({ result_count: z.number().int().nonnegative(), next_token: z.string().min(1).optional() }) });
const post = z.object({ id: z.string().regex(/^\d{1,19}$/), text: z.string(), created_at: z.iso.datetime(), lang: z.string().optional(), public_metrics: z.object({ like_count: z.number().int(), reply_count: z.number().int() }) });

/** Posts of a search, newest first, and the token of the next page. */
export function postsOf(answer: Answer, asked: Instrument | undefined, known?: readonly string[]): Page<SocialPost> & { readonly next: string | undefined } {
  const { source } = answer;
  const { findings, value } = readAnswer(answer, search);
  if (value === undefined) return { items: [], answers: [answer], findings, next: undefined };
  const { data = [], errors = [], meta } = value;
  const read = readRows(source, "data", data, post);
  const items = read.rows.map(({ value: { created_at, id, public_metrics: { like_count, reply_count }, text: written } }): SocialPost => {
    const text = withCharacters(written);
    return { id, time: Date.parse(created_at), text, url: `https://x.com/i/web/status/${id}`, score: like_count, replies: reply_count, symbols: symbolsIn(text, asked, known) };
  });
  const counted: readonly AnswerFinding[] = data.length === meta.result_count ? [] : [{ code: "field missing", severity: "error", where: { source, path: "data" }, expected: `${meta.result_count} posts, as meta.result_count says`, got: String(data.length) }];
  const partial = errors.map((told, number): AnswerFinding => ({ code: "nothing there", severity: "warning", where: { source, path: `errors[${number}]` }, expected: "every post that was found", got: brief(told.detail ?? told.message ?? told.title) }));
  return { items, answers: [answer], findings: [...findings, ...counted, ...partial, ...read.findings], next: meta.next_token };
}

/** X refuses with problem details: type, title, detail. A plain 429 is left to the connection, which waits as its headers say. */
export function xRefusal(body: string, status: number): Refusal | undefined {
  if (status < 400) return undefined;
  if (status === 401) return { reason: "key", message: "X does not accept the bearer token. Make a new one at console.x.com." };
  if (status === 402 || /CreditsDepleted/.test(body)) return { reason: "budget", message: "there are no credits left. Each post that a search gives costs some; buy more at console.x.com." };
  if (/UsageCapExceeded|usage-capped/.test(body)) return { reason: "budget", message: "the posts of this month are used up. Wait for the next month, or raise the cap at console.x.com." };
  if (status === 403) return { reason: "plan", message: "X does not let this app search. Attach it to a project with access to the API at console.x.com." };
  if (status !== 400) return undefined;
  const told = /"message"\s*:\s*"([^"\\]{1,300})/.exec(body)?.[1] ?? /"detail"\s*:\s*"([^"\\]{1,300})/.exec(body)?.[1];
  return { reason: "misuse", message: `X does not understand the search${told === undefined ? "." : `: ${told}`}` };
}
