import type { Answer } from "../connection/answer.ts";
import type { Connection } from "../connection/connection.ts";
import { MarketError } from "../error.ts";
import { formatFinding } from "../finding.ts";
import { instrumentFor } from "../instruments/instrument.ts";
import { nearest } from "../nearest.ts";
import type { Fact } from "../records/fact.ts";
import type { NewsItem } from "../records/newsItem.ts";
import { momentsWithin } from "../writtenSpan.ts";
import { companiesOf, type Company, edgarRefusal, factsOf, filingsOf, olderFilingsOf } from "./edgarAnswers.ts";
import { atMost, isWithin } from "./recordSpan.ts";
import type { Page, RecordsRequest, Source } from "./source.ts";

const AGENT = "SEC_USER_AGENT";
const KINDS = ["stock"] as const;

/**
 * EDGAR of the US Securities and Exchange Commission: numbers of statements and filings of companies that file there. No key, but a name:
 * SEC_USER_AGENT says who asks, with a mail address, as sec.gov/os/accessing-edgar-data demands. Limit: 10 requests a second, for all machines of a user.
 * `query` is a symbol, AAPL or BRK-B. `statements`: facts whose period ends from `from` to `to`; a restated number comes a second time with its own `knownAt`.
 * `news`: filings by filing day, newest first. `knownAt` and `time` are the end of the filing day in New York.
 */
export const edgar: Source = {
  name: "edgar",
  capabilities: { intervals: [], network: true, real: true, instruments: KINDS },
  reach: {
    origin: "https://data.sec.gov", limits: [{ units: 10, per: "second" }],
    keys: [{ variable: AGENT, from: "yourself: your name and mail address, as Jane Doe jane@example.com (sec.gov/os/accessing-edgar-data)" }],
    headers: (key) => ({ "user-agent": agentOf(key(AGENT)) }),
  },
  open: (connection) => {
    let asked: Promise<Page<Company>> | undefined;
    const companies = (): Promise<Page<Company>> => {
      // A failed look-up is not kept: the next call asks again.
      asked ??= companyList(connection).catch((error: unknown) => {
        asked = undefined;
        throw error;
      });
      return asked;
    };
    return {
      symbols: async (query = "") => {
        const { answers, findings, items } = await companies();
        const wanted = query.trim().toUpperCase();
        return { items: items.filter(({ name, symbol }) => symbol === wanted || name.toUpperCase().includes(wanted)).map(({ name, symbol }) => ({ symbol, name, kind: "stock" })), answers, findings };
      },
      statements: (request) => atMost(statements(connection, companies, request), request.most),
      news: (request) => atMost(news(connection, companies, request), request.most),
    };
  },
};

type Companies = () => Promise<Page<Company>>;

async function* statements(connection: Connection, companies: Companies, request: RecordsRequest): AsyncGenerator<Page<Fact>> {
  const span = momentsWithin("edgar", request);
  const { cik, symbol } = await companyOf(request.query, companies);
  const page = factsOf(await ask(connection, "statements", { symbol, cik }, `/api/xbrl/companyfacts/CIK${cik}.json`));
  yield { ...page, items: page.items.filter(({ to }) => isWithin(Date.parse(to), span)) };
}

async function* news(connection: Connection, companies: Companies, request: RecordsRequest): AsyncGenerator<Page<NewsItem>> {
  const span = momentsWithin("edgar", request);
  const { cik, name, symbol } = await companyOf(request.query, companies);
  const about = { symbol, cik, name };
  const inside = (page: Page<NewsItem>): Page<NewsItem> => ({ items: page.items.filter(({ time }) => isWithin(time, span)), answers: page.answers, findings: page.findings });
  const newest = filingsOf(await ask(connection, "news", about, `/submissions/CIK${cik}.json`));
  yield inside(newest);
  // Filing days are told in New York's days, which end up to five hours after those of UTC.
  const margin = 86_400_000;
  for (const { filingFrom, filingTo, name: file } of newest.older) {
    if (Date.parse(filingTo) + 2 * margin < span.from || Date.parse(filingFrom) > span.to) continue;
    yield inside(olderFilingsOf(await ask(connection, "news", { ...about, file }, `/submissions/${file}`)));
  }
}

async function companyList(connection: Connection): Promise<Page<Company>> {
  return companiesOf(await ask(connection, "symbols", {}, "/files/company_tickers.json", "https://www.sec.gov"));
}

async function companyOf(query: string, companies: Companies): Promise<Company> {
  const { symbol } = instrumentFor("edgar", query.trim().toUpperCase(), KINDS);
  const { findings, items } = await companies();
  const [broken] = findings.filter(({ severity }) => severity === "error");
  if (items.length === 0 && broken !== undefined) throw new MarketError(`edgar: the list of companies could not be read: ${formatFinding(broken)}. Try again later; if it stays so, EDGAR has changed its answer.`, { reason: "broken" });
  const found = items.find((company) => company.symbol === symbol);
  if (found) return found;
  const guess = nearest(symbol, items.map((company) => company.symbol));
  throw new MarketError(`edgar: no company that files has the symbol "${symbol}"${guess === undefined ? "." : `; did you mean "${guess}"?`} Funds and most foreign companies do not file statements; symbols("apple") finds a company by its name.`, { reason: "symbol" });
}

function ask(connection: Connection, kind: "news" | "statements" | "symbols", about: Readonly<Record<string, string>>, path: string, origin?: string): Promise<Answer> {
  return connection.get({ kind, about, path, refusal: edgarRefusal, ...(origin === undefined ? {} : { origin }) });
}

function agentOf(text: string): string {
  if (/^[\x20-\x7e]+$/.test(text) && /\S+@\S+\.\S+/.test(text)) return text;
  throw new MarketError(`edgar: SEC_USER_AGENT must hold your name and a mail address in plain letters, and it does not. The SEC turns away who does not say who asks; write it as Jane Doe jane@example.com.`, { reason: "key" });
}
