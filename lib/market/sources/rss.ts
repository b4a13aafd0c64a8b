import type { Connection } from "../connection/connection.ts";
import { MarketError } from "../error.ts";
import { instrumentOf } from "../instruments/instrument.ts";
import type { NewsItem } from "../records/newsItem.ts";
import { momentsWithin } from "../writtenSpan.ts";
import { atMost, isWithin } from "./recordSpan.ts";
import { newsOf } from "./rssAnswers.ts";
import { listed, type Page, type RecordsRequest, type Source } from "./source.ts";

/**
 * Feeds: RSS 2.0, RSS 1.0 (RDF), Atom and JSON Feed, without a key. `query` is the address of a feed, https://example.com/news.xml, or a symbol, AAPL: then Yahoo Finance's headlines for it.
 * A feed holds its newest items only, some twenty at Yahoo; what was in it earlier is gone, so `from` cannot reach further back.
 * No limit is stated by Yahoo; 30 requests a minute are ours, to be a good guest.
 */
export const rss: Source = {
  name: "rss",
  capabilities: { intervals: [], network: true, real: true, instruments: ["stock", "index", "crypto", "forex"] },
  reach: {
    origin: "https://feeds.finance.yahoo.com", limits: [{ units: 30, per: "minute" }],
    headers: () => ({ accept: "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9" }),
  },
  open: (connection) => ({
    symbols: async () => listed([]),
    news: (request) => atMost(news(connection, request), request.most),
  }),
};

async function* news(connection: Connection, request: RecordsRequest): AsyncGenerator<Page<NewsItem>> {
  const { from, to } = momentsWithin("rss", request);
  const query = request.query.trim();
  const page = newsOf(await (/^[a-z][a-z\d+.-]*:/i.test(query) ? byAddress(connection, query) : bySymbol(connection, query)), request.known);
  yield { ...page, items: page.items.filter(({ time }) => isWithin(time, { from, to })) };
}

function bySymbol(connection: Connection, query: string): ReturnType<Connection["get"]> {
  const { symbol } = instrumentOf(query.toUpperCase());
  return connection.get({ kind: "news", about: { symbol }, path: "/rss/2.0/headline", query: { s: symbol, region: "US", lang: "en-US" } });
}

function byAddress(connection: Connection, address: string): ReturnType<Connection["get"]> {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new MarketError(`rss: "${address}" is no address of a feed. Write it as https://example.com/news.xml.`);
  if (url.username !== "" || url.password !== "") throw new MarketError("rss: the address holds a name or a password, which would be kept with the answers. Take a feed that needs none.");
  return connection.get({ kind: "news", about: { feed: url.href }, origin: url.origin, path: url.pathname + url.search });
}
