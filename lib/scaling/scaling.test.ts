import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsOf, type Columns } from "../factors/columns.ts";
import { fitMinMax, fitRobust, fitStandard, scalerFromJSON, type FittedScaler } from "./index.ts";

const table = (values: Record<string, readonly number[]>): Columns => {
  const rows = Object.values(values)[0]!.length;
  return columnsOf(Float64Array.from({ length: rows }, (_, k) => k), Object.fromEntries(Object.entries(values).map(([name, column]) => [name, Float64Array.from(column)])));
};

const kinds: readonly [string, (columns: Columns, fold: { from: number; to: number }) => FittedScaler][] = [
  ["minMax", fitMinMax],
  ["standard", fitStandard],
  ["robust", fitRobust],
];

// scikit-learn 1.9.1, printed by scripts/reference/scaling.py.
test.each([
  ["minMax", fitMinMax, [0, 1 / 9, 2 / 9, 1 / 3, 1]],
  ["standard", fitStandard, [-0.9486832980505138, -0.6324555320336759, -0.31622776601683794, 0, 1.8973665961010275]],
  ["robust", fitRobust, [-1, -0.5, 0, 0.5, 3.5]],
] as const)("%s agrees with scikit-learn", (_, fit, expected) => {
  const columns = table({ x: [1, 2, 3, 4, 10] });
  const scaled = fit(columns, { from: 0, to: 5 }).transform(columns).values.x!;
  expected.forEach((value, k) => expect(scaled[k]).toBeCloseTo(value, 12));
});

describe.each(kinds)("%s scaler", (kind, fit) => {
  const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 4, maxLength: 40 });

  test("is not changed by anything outside its fold", () => {
    fc.assert(
      fc.property(numbers, numbers, (past, future) => {
        const fold = { from: 0, to: past.length };
        const calm = fit(table({ x: [...past, ...future.map(() => 0)] }), fold);
        const wild = fit(table({ x: [...past, ...future.map((value) => value * 1e3)] }), fold);
        expect(wild.scales).toEqual(calm.scales);
      }), { seed: 1 },
    );
  });

  test("inverse undoes transform", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const columns = table({ x: values });
        const scaler = fit(columns, { from: 0, to: values.length });
        const back = scaler.inverse("x", scaler.transform(columns).values.x!);
        const size = Math.max(1, ...values.map(Math.abs));
        values.forEach((value, k) => expect(Math.abs(back[k]! - value)).toBeLessThanOrEqual(1e-9 * size));
      }), { seed: 1 },
    );
  });

  test("survives JSON", () => {
    const columns = table({ x: [1, 2, 3, 5], y: [0.1, 0.4, 0.2, 0.3] });
    const scaler = fit(columns, { from: 0, to: 3 });
    expect(scalerFromJSON(JSON.parse(JSON.stringify(scaler))).transform(columns)).toEqual(scaler.transform(columns));
    expect(scaler.kind).toBe(kind);
    expect(scaler.fold).toEqual({ from: 0, to: 3 });
  });

  test("makes a constant column zero", () => {
    const columns = table({ x: [0.1, 0.1, 0.1, 0.1] });
    expect(Array.from(fit(columns, { from: 0, to: 4 }).transform(columns).values.x!, (x) => Math.abs(x) < 1e-9)).toEqual([true, true, true, true]);
  });

  test("takes a spread that is mere rounding for none, so that nothing becomes infinite", () => {
    for (const values of [[8.881784197001252e-16, 0, 5e-324, 0, 0], [1e6, 1e6, 1e6 + 1e-9, 1e6]]) {
      const columns = table({ x: values });
      expect(Array.from(fit(columns, { from: 0, to: values.length }).transform(columns).values.x!).every(Number.isFinite)).toBe(true);
    }
  });

  test("passes over missing values in the fold and keeps them missing", () => {
    const columns = table({ x: [NaN, 1, 2, 3] });
    const scaled = fit(columns, { from: 0, to: 4 }).transform(columns).values.x!;
    expect(scaled[0]).toBeNaN();
    expect(fit(columns, { from: 1, to: 4 }).scales).toEqual(fit(columns, { from: 0, to: 4 }).scales);
  });

  test("refuses a fold outside the rows, an empty column and an infinite value", () => {
    expect(() => fit(table({ x: [1, 2] }), { from: 0, to: 3 })).toThrow(`${kind} scaler: the fold 0..3 does not lie inside the 2 rows; pass split.train of the same columns`);
    expect(() => fit(table({ x: [NaN, NaN] }), { from: 0, to: 2 })).toThrow('column "x" has no value in rows 0..1');
    expect(() => fit(table({ x: [1, Infinity] }), { from: 0, to: 2 })).toThrow('column "x" holds an infinite value');
  });

  test("refuses a column that it was not fitted on, and names those it knows", () => {
    const scaler = fit(table({ x: [1, 2] }), { from: 0, to: 2 });
    expect(() => scaler.transform(table({ y: [1, 2] }))).toThrow(`the ${kind} scaler was not fitted on column "y"; it knows: x`);
  });
});

test("data that no scaler wrote is refused with the path of the field", () => {
  expect(() => scalerFromJSON({ kind: "minMax", fold: { from: 0, to: 3 }, scales: { x: { offset: "1", scale: 1 } } })).toThrow('at "scales.x.offset"');
  expect(() => scalerFromJSON({ kind: "minMax", fold: { from: 0, to: 3 }, scales: { x: { offset: 1, scale: 0 } } })).toThrow('at "scales.x.scale"');
});
