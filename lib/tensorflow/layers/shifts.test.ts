import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { largestDifference, startEngine, tf } from "../index.ts";
import { hasNativeOps } from "../native.ts";
import { drawn } from "./layers.fixture.ts";
import { shifted, shiftedOp } from "./shifts.ts";

beforeAll(async () => void (await startEngine()));

test("puts side by side what each filter sees", () => {
  const x = tf.tensor3d([1, 2, 3, 4], [1, 4, 1]);
  const seen = shifted(x, { count: 2, dilation: 2, before: 2, after: 0 });
  expect(seen.arraySync()).toEqual([[[0, 1], [0, 2], [1, 3], [2, 4]]]);
});

test("gives the same numbers as one op and in plain ops, forward and in its gradient, whatever the sizes", () => {
  const options = { count: 1, dilation: 1, before: 0, after: 0 };
  if (!hasNativeOps()) return expect(() => shiftedOp(drawn([1, 1, 1], 1), options)).toThrow("this op needs the native engine");
  const small = fc.integer({ min: 1, max: 5 });
  const cases = fc.record({ batch: fc.integer({ min: 1, max: 20 }), more: fc.nat(9), features: fc.integer({ min: 1, max: 20 }), count: small, dilation: small, before: fc.nat(9), after: fc.nat(9), seed: fc.nat(99) });
  fc.assert(
    fc.property(cases, ({ batch, features, more, seed, ...shifts }) => {
      tf.tidy(() => {
        const reach = (shifts.count - 1) * shifts.dilation;
        const x = drawn([batch, Math.max(1, reach + 1 - shifts.before - shifts.after) + more, features], seed);
        const [plain, one] = [shifted, shiftedOp].map((route) => route(x, shifts));
        expect(one!.shape).toEqual(plain!.shape);
        expect(largestDifference(one!, plain!)).toBe(0);
        const toward = drawn(plain!.shape, seed + 1);
        const [mine, theirs] = [shiftedOp, shifted].map((route) => tf.grad((input) => tf.sum(tf.mul(route(input, shifts), toward)))(x));
        expect(largestDifference(mine!, theirs!)).toBeLessThan(1e-6);
      });
    }),
    { numRuns: 40, seed: 1 },
  );
});
