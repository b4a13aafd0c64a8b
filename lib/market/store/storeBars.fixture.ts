import { createHash } from "node:crypto";
import { randomKey } from "../../random/index.ts";
import { type Bars, mapBars } from "../bars.ts";
import type { Answer } from "../connection/answer.ts";
import { generateBars } from "../generateBars.ts";
import type { BarPage } from "../sources/source.ts";

/** Pieces that a writing process saves: so many bars each, the next so many later, so that they overlap. */
export const PIECE = 50;
export const STEP = 37;

export const hourly = generateBars({ symbol: "BTC-USD", rows: 6000, interval: "1h", start: Date.parse("2020-01-01"), volatility: 0.01, clustering: 0.9, edge: 0 }, randomKey(1));

/** Some values changed in some rows. */
export function revise(bars: Bars, isChanged: (row: number) => boolean, by = 1): Bars {
  return mapBars(bars, (column, name) => (name === "close" ? column.map((value, row) => (isChanged(row) ? value + by : value)) : column));
}

/** An answer as a source would hand it on. */
export function answerOf(text: string, { about = { symbol: "BTC-USD", interval: "1h" }, kind = "bars", receivedAt = 1.7e12, source = "binance" }: Partial<Omit<Answer, "body" | "sha256" | "url">> = {}): Answer {
  const body = new TextEncoder().encode(text);
  return { source, kind, about, url: "https://example.com/klines", receivedAt, body, sha256: createHash("sha256").update(body).digest("hex") };
}

export function pageOf(bars: Bars, answer: Answer, covers: BarPage["covers"] = { from: bars.closeTime[0]! - 3_600_000, to: bars.closeTime.at(-1)! }): BarPage {
  return { bars, covers, answers: [answer], findings: [] };
}
