import { barCount, defineFactor } from "../factor.ts";
import { scaled } from "../operators/index.ts";
import { rsi } from "./rsi.ts";

/** Chande momentum oscillator: 100·(G − L)/(G + L), G and L the Wilder averages of rises and falls, which is twice the RSI less 100. Percent, NaN for t < period. */
export const chandeMomentumFactor = defineFactor({
  name: "cmo",
  family: "momentum",
  formula: "100·(G − L)/(G + L); G, L = Wilder averages over period of rises and falls of the close",
  source: "Chande and Kroll 1994 (see cmo_sum); TA-Lib CMO",
  edge: "0 if the close has not moved since the start",
  inputs: ["close"],
  parameters: { period: barCount(2, 200) },
  outputs: [{ id: "cmo", description: "Chande momentum oscillator, averaged: rises less falls as a share of the movement", unit: "percent" }],
  defaults: [],
  more: [[14]],
  lines: ({ close }, { period }) => [scaled(rsi(close, period), 2, -100)],
});
