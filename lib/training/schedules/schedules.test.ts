import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../reference.json" with { type: "json" };
import { constant, cosine, exponential, plateau, warmUp, type Moment, type Schedule } from "./index.ts";

const moment = (step: number, more: Partial<Moment> = {}): Moment => ({ step, epoch: Math.floor(step / 10) + 1, stepsPerEpoch: 10, validationLoss: [], ...more });
const rates = (schedule: Schedule, steps: readonly number[]) => steps.map((step) => schedule.rate(moment(step)));
const near = (ours: readonly number[], theirs: readonly number[]) => ours.forEach((rate, k) => expect(rate / theirs[k]!).toBeCloseTo(1, 5));

test("a constant rate stays", () => {
  expect(rates(constant(0.1), [0, 1000])).toEqual([0.1, 0.1]);
});

describe("rates are those of Keras", () => {
  test("along a cosine", () => near(rates(cosine({ from: 0.01, to: 0.001, steps: 50 }), reference.steps), reference.rates.cosine));
  test("along an exponential", () => near(rates(exponential({ from: 0.01, factor: 0.5, steps: 20 }), reference.steps), reference.rates.exponential));
  test("down a staircase", () => near(rates(exponential({ from: 0.01, factor: 0.5, steps: 20, staircase: true }), reference.steps), reference.rates.staircase));
  test("on plateaus", () => {
    const { rates: theirs, validationLoss } = reference.plateau;
    const schedule = plateau({ from: 0.1, factor: 0.2, patience: 3, minimum: 0.002 });
    near(theirs.map((_, epochs) => schedule.rate(moment(0, { validationLoss: validationLoss.slice(0, epochs) }))), theirs);
  });
});

test("a warm-up climbs in a straight line to the schedule after it, which begins then", () => {
  near(rates(warmUp({ steps: 4 }, constant(0.1)), [0, 1, 2, 3, 4, 50]), [0.025, 0.05, 0.075, 0.1, 0.1, 0.1]);
  const after = cosine({ from: 0.01, steps: 30 });
  near(rates(warmUp({ epochs: 1 }, after), [10, 11, 20]), rates(after, [0, 1, 10]));
});

test("a duration in epochs is one in steps", () => {
  fc.assert(fc.property(fc.nat(100), (step) => {
    expect(cosine({ from: 1, epochs: 3 }).rate(moment(step))).toBe(cosine({ from: 1, steps: 30 }).rate(moment(step)));
  }), { seed: 1 });
});

test("a cosine never rises and ends on its floor", () => {
  const schedule = cosine({ from: 0.01, to: 0.002, steps: 40 });
  fc.assert(fc.property(fc.nat(80), (step) => {
    expect(schedule.rate(moment(step + 1))).toBeLessThanOrEqual(schedule.rate(moment(step)));
    expect(schedule.rate(moment(step + 40))).toBe(0.002);
  }), { seed: 1 });
});

test("a schedule says in its name all that it was given", () => {
  expect(warmUp({ steps: 5 }, cosine({ from: 0.01, epochs: 3 })).name).toBe("warmUp(5 steps) then cosine(from 0.01, to 0, 3 epochs)");
  expect(plateau({ from: 0.1 }).name).toBe("plateau(from 0.1, factor 0.1, patience 10, minimum 0, minDelta 0.0001)");
  expect(exponential({ from: 0.1, factor: 0.9, epochs: 1, staircase: true }).name).toBe("exponential(from 0.1, factor 0.9, 1 epochs, staircase)");
});

test("settings out of range are refused", () => {
  expect(() => constant(-1)).toThrow("fit: learningRate must be positive, got -1");
  expect(() => cosine({ from: 0.1, to: 0.2, steps: 5 })).toThrow("cosine: to must be between 0 and 0.1, got 0.2");
  expect(() => warmUp({ epochs: 0 }, constant(1))).toThrow("warmUp: the duration must be ≥ 1, got 0");
  expect(() => plateau({ from: 0.1, factor: 2 })).toThrow("plateau: factor must be between 0 and 1, got 2");
  expect(() => exponential({ from: 0.1, factor: 0, steps: 1 })).toThrow("exponential: factor must be positive, got 0");
});
