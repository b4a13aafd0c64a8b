import { INTERVALS } from "../bars.ts";
import { binanceBars, binanceQuote, binanceRefusal, binanceSymbols } from "./binanceAnswers.ts";
import { barPagesOf, orderBookOf, tradesOf } from "./binanceRequests.ts";
import { binanceSockets } from "./binanceSockets.ts";
import { binanceLiveBars, binanceLiveBook, binanceLiveTrades } from "./binanceStreams.ts";
import { binancePair } from "./binanceSymbols.ts";
import type { Source } from "./source.ts";

const ORIGIN = "https://data-api.binance.vision";
const LIVE_ORIGIN = "wss://data-stream.binance.vision";

/**
 * Binance, spot market, without a key: bars of all lengths, order book, single trades, and all three as they happen.
 * BTC-USDT is Binance's BTCUSDT. BTC-USD is the same pair, and the provenance says that it is priced in USDT.
 * The address is the one for public market data alone. 6000 units of weight a minute, by address; the weight of each request is its cost (rest-api.md, enums.md and faqs/market_data_only.md of binance-spot-api-docs).
 */
export const binance: Source = {
  name: "binance",
  capabilities: { intervals: INTERVALS, network: true, real: true, instruments: ["crypto"], adjusted: "no" },
  reach: { origin: ORIGIN, limits: [{ units: 6000, per: "minute" }] },
  barsOf: binanceBars,
  open: (connection) => {
    const socket = binanceSockets(connection.origin === ORIGIN ? LIVE_ORIGIN : connection.origin.replace(/^http/, "ws"), { now: connection.now });
    return {
      symbols: async (query) => binanceSymbols(await connection.get({ kind: "symbols", about: query === undefined ? {} : { query }, path: "/api/v3/exchangeInfo", cost: 20, refusal: binanceRefusal }), query),
      barPages: (request) => barPagesOf(connection, request),
      quote: async (symbol) => binanceQuote(await connection.get({ kind: "quotes", about: { symbol, what: "quote" }, path: "/api/v3/ticker/24hr", query: { symbol: binancePair(symbol).pair }, cost: 2, refusal: binanceRefusal }), symbol),
      orderBook: (symbol, options) => orderBookOf(connection, symbol, options),
      trades: (request) => tradesOf(connection, request),
      stream: (request) => binanceLiveBars(socket, connection.now, request),
      streamOrderBook: (request) => binanceLiveBook(connection, socket, request),
      streamTrades: (request) => binanceLiveTrades(socket, request),
    };
  },
};

