import { expect, test } from "vitest";
import { randomBars } from "../../factors/fixtures/randomBars.ts";
import type { Bars } from "../../market/bars.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { formatOpenStamp, openStamp } from "../index.ts";

const DAY = 86_400_000;
const bars = randomBars(600, 5);
/** A market that moves with the bars, noise beside. */
const related = (noise: number): Bars => {
  const { normal } = randomStream(randomKey(2));
  return { ...bars, symbol: "VIX", close: bars.close.map((price) => price * Math.exp(noise * normal())) };
};
const stampedEarly = (reference: Bars): Bars => ({ ...reference, closeTime: reference.closeTime.map((time) => time + 1 - DAY) });

test("a related market whose file gives the open's time is told, with both correlations", () => {
  const finding = openStamp(stampedEarly(related(0.005)), bars);
  expect(finding).toMatchObject({ code: "stamped with its open", symbol: "VIX", rows: 597 });
  expect(finding!.after).toBeGreaterThan(0.6);
  expect(Math.abs(finding!.before)).toBeLessThan(0.2);
  expect(formatOpenStamp(finding!)).toMatch(/^VIX seems to be stamped with the open of its bars: .* Stamp its bars with their close\.$/);
});

test("the same market stamped with its close, an unrelated one, and one of few bars are not", () => {
  expect(openStamp(related(0.005), bars)).toBeUndefined();
  for (let seed = 10; seed < 40; seed++) expect(openStamp(stampedEarly(randomBars(600, seed)), bars)).toBeUndefined();
  const few = { ...stampedEarly(related(0.001)) };
  expect(openStamp({ ...few, closeTime: few.closeTime.subarray(0, 40), close: few.close.subarray(0, 40) }, bars)).toBeUndefined();
});
