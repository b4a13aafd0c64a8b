import type YahooFinance from "yahoo-finance2";
import { z } from "zod";
import type { Answer, AnswerKind } from "../connection/answer.ts";
import type { Connection } from "../connection/connection.ts";
import { MarketError } from "../error.ts";

const INSTEAD = "Try again later, or take another source; embedded needs no network.";

export type YahooClient = InstanceType<typeof YahooFinance>;

/** The bytes that yahoo-finance2 receives for one call. The library makes the address, the headers and the cookies; its own reading of the answer is not used. */
export async function askYahoo(connection: Connection, kind: AnswerKind, about: Readonly<Record<string, string>>, call: (client: YahooClient) => Promise<unknown>): Promise<Answer> {
  // Imported here, so that who works without a network does not pay for the client.
  const { default: Client } = await import("yahoo-finance2");
  let answer: Answer | undefined;
  let failure: unknown;
  const own = connection.fetch(kind, about, (received) => {
    answer = received;
  });
  const reaching: typeof fetch = async (input, init) => {
    try {
      const response = await own(input, init);
      if (response.status !== 200) throw refusalOf(response.status, await response.text(), about);
    } catch (error) {
      failure ??= error;
      throw error;
    }
    // The library gets nothing to read: it prints to the standard output where an answer is not as it knows it.
    throw new Error("the bytes have come");
  };
  const client = new Client({ fetch: reaching, suppressNotices: ["yahooSurvey"], versionCheck: false, validation: { logErrors: false, logOptionsErrors: false } });
  try {
    await call(client);
  } catch (error) {
    if (failure !== undefined) throw failure;
    if (answer === undefined) throw new MarketError(`yahoo: yahoo-finance2 does not ask so for ${about.symbol ?? about.query} (${error instanceof Error ? error.message.split("\n")[0] : String(error)}).`, { cause: error });
  }
  if (answer === undefined) throw new MarketError(`yahoo: yahoo-finance2 asked nothing for ${about.symbol ?? about.query}. ${INSTEAD}`, { reason: "broken" });
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

/** What a status and its text mean to the reader. Yahoo turns away with 401, 403 or 429 who asks too much, and says of what it does not keep so long (422) how far it goes. */
function refusalOf(status: number, text: string, { interval, query, symbol = query }: Readonly<Record<string, string>>): MarketError {
  const bars = interval === undefined ? "" : `, or it has no ${interval} bars in that time`;
  if (status === 401 || status === 403 || /too many requests/i.test(text)) return new MarketError(`yahoo: it turned the request for ${symbol} away (status ${status}); too many were made from here. ${INSTEAD}`, { reason: "limit" });
  if (/requested range must be within|data not available for starttime/i.test(text)) return new MarketError(`yahoo: ${interval} bars of ${symbol} do not go back so far. Ask from a later day.`, { reason: "plan" });
  if (status === 404 || status === 400 || /no data found|not found|delisted/i.test(text)) return new MarketError(`yahoo: there is no symbol "${symbol}"${bars}. Look its name up at finance.yahoo.com, as AAPL, ^GSPC, EURUSD=X or BTC-USD.`, { reason: "symbol" });
  return new MarketError(`yahoo: asked for ${symbol}, and the source failed (status ${status}). ${INSTEAD}`, { reason: status >= 500 ? "server" : "broken" });
}
