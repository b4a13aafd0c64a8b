import fc from "fast-check";
import { expect, test } from "vitest";
import { hasClose, stretchesToAsk, wantedStretch } from "./plan.ts";
import { common, merged, without } from "./stretches.ts";

const stretch = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 })).map(([from, length]) => ({ from, to: from + length }));
const inside = (time: number, stretches: readonly { readonly from: number; readonly to: number }[]): boolean => stretches.some(({ from, to }) => time > from && time <= to);

test("a moment is left exactly when it is wanted and not known", () => {
  fc.assert(fc.property(stretch, fc.array(stretch), (wanted, known) => {
    const left = without(wanted, known);
    for (let time = -1; time < 90; time++) expect(inside(time, left)).toBe(inside(time, [wanted]) && !inside(time, known));
  }), { seed: 1 });
});

test("merged stretches hold the same moments, in order, with a gap between any two", () => {
  fc.assert(fc.property(fc.array(stretch), (stretches) => {
    const found = merged(stretches);
    for (let time = -1; time < 90; time++) expect(inside(time, found)).toBe(inside(time, stretches));
    for (let k = 1; k < found.length; k++) expect(found[k]!.from).toBeGreaterThan(found[k - 1]!.to);
  }), { seed: 1 });
});

test("the common part of two stretches is in both, and nothing where they only touch", () => {
  expect(common({ from: 0, to: 5 }, { from: 3, to: 9 })).toEqual({ from: 3, to: 5 });
  expect(common({ from: 0, to: 5 }, { from: 5, to: 9 })).toBeUndefined();
});

test("what has to be asked and what is covered hold every close that is wanted", () => {
  const HOUR = 3_600_000;
  const now = Date.parse("2024-03-15T12:34:56.789Z");
  const hours = stretch.map(({ from, to }) => ({ from: now - (90 - from) * HOUR, to: now - (90 - to) * HOUR }));
  fc.assert(fc.property(fc.array(hours), (covered) => {
    const wanted = wantedStretch({ from: "2024-03-11", interval: "1h", now });
    const asked = stretchesToAsk(wanted, { covered, interval: "1h", now });
    for (let close = wanted.from + HOUR / 4; close <= wanted.to; close += HOUR / 4) expect(inside(close, asked) || inside(close, covered)).toBe(true);
  }), { seed: 1 });
});

test("days that are wanted are whole: minutes from the first midnight to the last, whose bar closes then; days by their last millisecond", () => {
  const day = { from: "2024-03-14", to: "2024-03-14", now: Date.parse("2024-03-20") };
  expect(wantedStretch({ ...day, interval: "1m" })).toEqual({ from: Date.parse("2024-03-14T00:00Z"), to: Date.parse("2024-03-15T00:00Z") });
  expect(wantedStretch({ ...day, interval: "1d" })).toEqual({ from: Date.parse("2024-03-13T23:59:59.999Z"), to: Date.parse("2024-03-14T23:59:59.999Z") });
});

test("a day ends with its last millisecond, an hour's bar may close at any quarter", () => {
  const at = (text: string): number => Date.parse(text);
  const from = at("2024-03-13T23:59:59.999Z");
  expect(hasClose({ from, to: at("2024-03-14T23:59:59.999Z") }, "1d", at("2024-03-15"))).toBe(true);
  expect(hasClose({ from, to: at("2024-03-14T23:59:59.999Z") }, "1d", at("2024-03-14T21:00Z"))).toBe(false);
  expect(hasClose({ from: at("2024-03-14T10:15Z"), to: at("2024-03-14T10:30Z") }, "1h", at("2024-03-15"))).toBe(true);
  expect(hasClose({ from: at("2024-03-14T10:15Z"), to: at("2024-03-14T10:29Z") }, "1h", at("2024-03-15"))).toBe(false);
  expect(hasClose({ from: at("2024-03-14T10:15Z"), to: at("2024-03-14T10:16Z") }, "1m", at("2024-03-15"))).toBe(true);
});
