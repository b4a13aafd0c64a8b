import { operator, type Line } from "../engine/line.ts";
import { defineFactor, realNumber } from "../factor.ts";
import { distance } from "../operators/index.ts";

/** Level, velocity and acceleration, each smoothed by itself; the value is where they point. It starts on the first price at rest. Price, a value from the first row on. */
function holtWinters(x: Line, levelShare: number, velocityShare: number, accelerationShare: number): Line {
  return operator("holtWinters", [x], [levelShare, velocityShare, accelerationShare], { registers: 3, start: ([x], [out], registers) => (from, to, seen) => {
    let level = seen === 0 ? x[from]! : registers[0]!;
    let velocity = registers[1]!;
    let acceleration = registers[2]!;
    for (let t = from; t < to; t++) {
      const expected = level + velocity + 0.5 * acceleration;
      const now = expected + levelShare * (x[t]! - expected);
      const pace = velocity + acceleration + velocityShare * (now - level - velocity - acceleration);
      acceleration += accelerationShare * (pace - velocity - acceleration);
      level = now;
      velocity = pace;
      out[t] = now + pace + 0.5 * acceleration;
    }
    registers[0] = level;
    registers[1] = velocity;
    registers[2] = acceleration;
  } });
}

const SHARE = realNumber(0.001, 0.999);

export const holtWintersFactor = defineFactor({
  name: "hwma",
  family: "trend",
  formula: "f = (1 − a)(f[−1] + v[−1] + g[−1]/2) + a·close; v = (1 − b)(v[−1] + g[−1]) + b(f − f[−1]); g = (1 − c)g[−1] + c(v − v[−1]); hwma = f + v + g/2; distance = close/hwma − 1",
  source: "Holt 1957, Winters 1960; pandas-ta hwma",
  edge: "the price itself on flat prices",
  inputs: ["close"],
  parameters: { level: SHARE, velocity: SHARE, acceleration: SHARE },
  outputs: [
    { id: "hwma", description: "Holt–Winters moving average of the close", unit: "price" },
    { id: "hwma_distance", description: "Distance of the close to its Holt–Winters average", unit: "ratio" },
  ],
  defaults: [],
  more: [[0.2, 0.1, 0.1]],
  lines: ({ close }, { level, velocity, acceleration }) => {
    const line = holtWinters(close, level, velocity, acceleration);
    return [line, distance(close, line)];
  },
});
