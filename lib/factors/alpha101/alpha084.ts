import { defineAlpha } from "./defineAlpha.ts";
import { delta, signedPower, subtract, tsMax, tsRank } from "./language.ts";

export const alpha084 = defineAlpha({
  number: 84,
  formula: "SignedPower(Ts_Rank((vwap - ts_max(vwap, 15.3217)), 20.7127), delta(close, 4.96796))",
  description: "Place of the price below its high, to the power of the five-day move",
  unit: "mixed",
}, ({ close, vwap }) => signedPower(tsRank(subtract(vwap, tsMax(vwap, 15.3217)), 20.7127), delta(close, 4.96796)));
