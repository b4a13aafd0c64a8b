import type YahooFinance from "yahoo-finance2";
import { z } from "zod";
import type { Answer, AnswerKind } from "../connection/answer.ts";
import type { Connection } from "../connection/connection.ts";
import { MarketError } from "../error.ts";

const INSTEAD = "Use -p source embedded (in code: source \"embedded\"), which needs no network, or try again.";
/** The library must not judge the answer: our own reader does. */
const UNCHECKED: { readonly validateResult: false } = { validateResult: false };

export type YahooClient = InstanceType<typeof YahooFinance>;

/** The bytes that yahoo-finance2 receives for one call. The library makes the address and the cookies; its own reading of the answer is not used. */
export async function askYahoo(connection: Connection, kind: AnswerKind, about: Readonly<Record<string, string>>, call: (client: YahooClient, options: typeof UNCHECKED) => Promise<unknown>): Promise<Answer> {
  // Imported here, so that who works without a network does not pay for the client.
  const { default: Client } = await import("yahoo-finance2");
  let answer: Answer | undefined;
  const refusals: MarketError[] = [];
  const own = connection.fetch(kind, about, (received) => {
    answer = received;
  });
  const reaching: typeof fetch = async (input, init) => {
    const response = await own(input, init);
    if (response.ok) return response;
    refusals.push(refusalOf(response.status, await response.text(), about));
    throw refusals[0];
  };
  const client = new Client({ fetch: reaching, suppressNotices: ["yahooSurvey"], versionCheck: false, validation: { logErrors: false, logOptionsErrors: false } });
  try {
    await call(client, UNCHECKED);
  } catch (error) {
    if (refusals[0] !== undefined) throw refusals[0];
    if (error instanceof MarketError) throw asked(error, about);
    // The library stumbled over an answer that came: our own reader says where it is not as agreed.
    if (answer === undefined) throw unreached(error, about);
  }
  if (answer === undefined) throw unreached(undefined, about);
  const said = errorIn(new TextDecoder().decode(answer.body.subarray(0, 2000)));
  if (said !== undefined) throw refusalOf(404, said, about);
  return answer;
}

const refused = z.object({ chart: z.object({ error: z.object({ code: z.string(), description: z.string() }) }) }).transform(({ chart: { error } }) => `${error.code}: ${error.description}`);

function errorIn(text: string): string | undefined {
  try {
    return refused.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What a status and its text mean to the reader. */
function refusalOf(status: number, text: string, about: Readonly<Record<string, string>>): MarketError {
  const { interval, query, symbol = query } = about;
  const bars = interval === undefined ? "" : `, or it has no ${interval} bars in that time`;
  if (status === 429 || /too many requests/i.test(text)) return new MarketError(`yahoo: too many requests were made from here. Wait some minutes. ${INSTEAD}`, { reason: "limit" });
  if (/requested range must be within|data not available for starttime/i.test(text)) return new MarketError(`yahoo: ${interval} bars of ${symbol} do not go back so far. Ask from a later day.`, { reason: "plan" });
  if (status === 404 || status === 400 || /no data found|not found|delisted/i.test(text)) return new MarketError(`yahoo: there is no symbol "${symbol}"${bars}. Look its name up at finance.yahoo.com, as AAPL, ^GSPC, EURUSD=X or BTC-USD.`, { reason: "symbol" });
  if (status === 401 || status === 403) return new MarketError(`yahoo: the request for ${symbol} was refused (status ${status}). ${INSTEAD}`, { reason: "limit" });
  return new MarketError(`yahoo: asked for ${symbol}, and the source failed (status ${status}). ${INSTEAD}`, { reason: status >= 500 ? "server" : "broken" });
}

/** A failure of the connection with what to do instead. */
function asked(error: MarketError, { query, symbol = query }: Readonly<Record<string, string>>): MarketError {
  if (error.reason === "limit" || error.reason === "budget") return new MarketError(`yahoo: too many requests were made from here. Wait some minutes. ${INSTEAD}`, { reason: error.reason, retryAt: error.retryAt, cause: error });
  if (error.reason === "offline") return new MarketError(`yahoo: no connection to query2.finance.yahoo.com, asked for ${symbol}. ${INSTEAD}`, { reason: "offline", cause: error });
  return error;
}

function unreached(error: unknown, { query, symbol = query }: Readonly<Record<string, string>>): MarketError {
  const text = [error, error instanceof Error ? error.cause : undefined].map((part) => (part instanceof Error ? `${part.name} ${part.message} ${"code" in part ? String(part.code) : ""}` : "")).join(" ");
  if (/fetch failed|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|timeout|aborted|certificate/i.test(text)) return new MarketError(`yahoo: no connection to query2.finance.yahoo.com, asked for ${symbol}. ${INSTEAD}`, { reason: "offline", cause: error });
  return new MarketError(`yahoo: the answer for ${symbol} could not be understood (${error instanceof Error ? error.message.split("\n")[0] : String(error)}). ${INSTEAD}`, { reason: "broken", cause: error });
}
