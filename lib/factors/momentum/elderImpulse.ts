import { operator } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { change, ema } from "../operators/index.ts";
import { macd } from "./macd.ts";

const AVERAGE = 13;
const [FAST, SLOW, SIGNAL] = [12, 26, 9] as const;

/** Elder impulse: 1 where both the average and the MACD histogram rise, −1 where both fall, else 0. NaN for t < 34. Elder 2002. */
export const elderImpulseFactor = defineFactor({
  name: "elder_impulse",
  family: "momentum",
  formula: `1 where EMA(close, ${AVERAGE}) and the MACD histogram (${FAST}, ${SLOW}, ${SIGNAL}) are above their values one bar before, −1 where both are below, else 0`,
  source: "Elder 2002",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: {},
  outputs: [{ id: "elder_impulse", description: "1 where trend and momentum rise, −1 where they fall", unit: "flag" }],
  defaults: [],
  lines: ({ close }) => [
    operator("elderImpulse", [change(ema(close, AVERAGE), 1), change(macd(close, FAST, SLOW, SIGNAL)[2], 1)], [], { start: ([trend, force], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = trend[t]! > 0 && force[t]! > 0 ? 1 : trend[t]! < 0 && force[t]! < 0 ? -1 : 0;
    } }),
  ],
});
