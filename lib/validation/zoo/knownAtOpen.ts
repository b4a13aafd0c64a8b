import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import { knownReturns } from "./knownReturns.ts";
import { jointSpecimen } from "./specimen.ts";

/** The right join with the wrong stamp: the other market's bars are taken by the time at which they open. */
export const knownAtOpen = jointSpecimen({
  name: "bar known at its open",
  says: "The other market's bars are joined by the time of their open, when nothing of them was known.",
  market: "shifted closes",
  barsAhead: 1,
  leaky: (bars, other) => knownReturns(bars, { ...other, closeTime: other.closeTime.map((time) => time - INTERVAL_MILLIS[other.interval]) }),
  clean: knownReturns,
});
