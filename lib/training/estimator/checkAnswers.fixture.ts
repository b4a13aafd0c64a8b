import { expect, test } from "vitest";
import { selectWindows } from "../../windows/index.ts";
import { answersOf, correlation, expectFinite, expectSame, hasContributions, spread } from "./answers.fixture.ts";
import type { EstimatorUnderTest } from "./checkEstimator.fixture.ts";
import { asViews, copyOf, withInputs } from "./estimatorWindows.fixture.ts";

/** What a fitted value says: its form, and that a window's forecast follows from that window alone. */
export function checkAnswers({ claims, classes, fitted, windows }: EstimatorUnderTest): void {
  const { test: fresh, train } = windows;
  const { offers } = claims;
  const { length: size } = fresh.inputs;

  test("answers the same when asked again, of windows in parts of larger arrays, and changes nothing that it reads", () => {
    const before = copyOf(fresh);
    const answers = answersOf(fitted(), fresh, claims);
    expectSame(answersOf(fitted(), fresh, claims), answers, "asked again");
    expectSame(answersOf(fitted(), asViews(fresh), claims), answers, "of views");
    expect(fresh, "the windows that were asked about").toEqual(before);
    expect(fitted().predict(selectWindows(fresh, [])), "of no windows").toEqual(new Float64Array(0));
  });

  test("forecasts a window from that window: not from its target, later windows or their number", () => {
    const forecast = fitted().predict(fresh);
    expect(fitted().predict({ ...fresh, targets: fresh.targets.map((y) => 7 - y), rows: fresh.rows.map((row) => row + 9) }), "with other targets and rows").toEqual(forecast);
    const half = fresh.count >> 1;
    const later = withInputs(fresh, (value, at) => (at < (size / fresh.count) * half ? value : 3 - value));
    expect(fitted().predict(later).slice(0, half), "with other windows after them").toEqual(forecast.slice(0, half));
    const tolerance = (claims.alone ?? 0) * spread(train.targets);
    for (const n of [0, half, fresh.count - 1]) {
      const alone = fitted().predict(selectWindows(fresh, [n]))[0]!;
      if (tolerance === 0) expect(alone, `window ${n} alone`).toBe(forecast[n]);
      else expect(Math.abs(alone - forecast[n]!), `window ${n} alone`).toBeLessThanOrEqual(tolerance);
    }
  });

  test(claims.learns === "nothing" ? "forecasts without the targets" : "forecasts in the unit of the targets, and what it claims to learn", () => {
    const forecast = fitted().predict(fresh);
    if (claims.learns === "nothing") return;
    if (classes === undefined) {
      const reach = 2 * (Math.max(...train.targets) - Math.min(...train.targets));
      for (const value of forecast) expect(Math.abs(value - 1000), `${value} lies by the targets, near 1000`).toBeLessThan(reach);
    }
    if (claims.learns === "level") return;
    expect(correlation(forecast, fresh.targets), "correlation with the planted truth in fresh windows").toBeGreaterThan(0.3);
  });

  if (offers.includes("quantiles")) test("gives quantiles that never cross", () => {
    const { levels, values } = fitted().quantiles!(fresh);
    expect(values).toHaveLength(fresh.count * levels.length);
    expectFinite(values, "quantiles");
    levels.forEach((level, q) => expect(level > (levels[q - 1] ?? 0) && level < 1, `levels ascend between 0 and 1: ${levels.join()}`).toBe(true));
    for (let at = 0; at < values.length; at++) if (at % levels.length > 0) expect(values[at]!, `quantile ${levels[at % levels.length]} of window ${Math.floor(at / levels.length)}`).toBeGreaterThanOrEqual(values[at - 1]!);
  });

  if (offers.includes("probabilities")) test("gives probabilities that add up to 1, and forecasts that follow from them", () => {
    const given = fitted().probabilities!(fresh);
    expect(given.classes).toBe(classes ?? given.classes);
    expect(given.values).toHaveLength(fresh.count * given.classes);
    fitted().predict(fresh).forEach((forecast, n) => {
      const row = Array.from(given.values.subarray(n * given.classes, (n + 1) * given.classes));
      expect(row.every((p) => p >= 0 && p <= 1), `window ${n}: ${row.join()}`).toBe(true);
      expect(row.reduce((sum, p) => sum + p, 0), `sum of window ${n}`).toBeCloseTo(1, 6);
      expect(forecast, `forecast of window ${n}`).toBe(given.classes === 2 ? row[1] : row.indexOf(Math.max(...row)));
    });
  });

  if (offers.includes("heads")) test("gives a forecast of each head, the first of which is the forecast", () => {
    const heads = Object.entries(fitted().heads!(fresh));
    for (const [name, values] of heads) {
      expect(values, name).toHaveLength(fresh.count);
      expectFinite(values, name);
    }
    expect(heads[0]?.[1], "the first head").toEqual(fitted().predict(fresh));
  });

  if (offers.includes("importance")) test("tells how much the fit owes to each input, in all 1", () => {
    const importance = Object.entries(fitted().importance!());
    for (const [input, share] of importance) {
      expect(train.columns, `"${input}" is named after a column`).toContain(input.replace(/\[-\d+\]$/, ""));
      expect(share, input).toBeGreaterThanOrEqual(0);
    }
    expect(importance.reduce((sum, [, share]) => sum + share, 0), "sum of the shares").toBeCloseTo(1, 9);
  });

  if (offers.includes("contributions")) test("tells what each input adds: the base and a row's contributions make the forecast", () => {
    if (!hasContributions(fitted(), fresh)) {
      expect(() => fitted().contributions!(fresh), "contributions are to the log-odds of two classes").toThrow(/two classes/);
      return;
    }
    const { base, inputs, scale, values } = fitted().contributions!(fresh);
    expect(classes === undefined ? ["target"] : ["target", "logOdds"]).toContain(scale);
    expect(values).toHaveLength(fresh.count * inputs.length);
    for (const input of inputs) expect(train.columns, `"${input}" is named after a column`).toContain(input.replace(/\[-\d+\]$/, ""));
    fitted().predict(fresh).forEach((forecast, n) => {
      const sum = values.subarray(n * inputs.length, (n + 1) * inputs.length).reduce((total, part) => total + part, base);
      const wanted = scale === "target" ? forecast : Math.log(forecast / (1 - forecast));
      expect(Math.abs(sum - wanted) / Math.max(1, Math.abs(wanted)), `window ${n}: ${sum} for ${wanted}`).toBeLessThan(1e-5);
    });
  });
}

