import { defineFactor, type Factor } from "../factor.ts";
import { insideBar } from "./insideBar.ts";

const DAY = 86_400_000;

/** A position on a circle of time, 0 to 1, as the pair sin(2πx), cos(2πx): the end of the circle lies beside its start. in: closeTime [T]  out: 2 × [T]. */
export function cycle(closeTime: Float64Array, position: (time: number) => number): readonly [sin: Float64Array, cos: Float64Array] {
  const sin = new Float64Array(closeTime.length);
  const cos = new Float64Array(closeTime.length);
  for (let t = 0; t < closeTime.length; t++) {
    const angle = 2 * Math.PI * position(insideBar(closeTime[t]!));
    sin[t] = Math.sin(angle);
    cos[t] = Math.cos(angle);
  }
  return [sin, cos];
}

function cycleFactor(name: string, words: string, formula: string, isDefault: boolean, position: (time: number) => number): Factor {
  return defineFactor({
    name: `${name}_cycle`,
    family: "calendar",
    formula: `sin, cos of 2π·${formula}, UTC`,
    source: "usual encoding of a cyclic quantity",
    edge: "none",
    inputs: ["closeTime"],
    parameters: {},
    outputs: [
      { id: `${name}_sin`, description: `Sine of the ${words}`, unit: "number", warmUp: () => 0 },
      { id: `${name}_cos`, description: `Cosine of the ${words}`, unit: "number", warmUp: () => 0 },
    ],
    defaults: isDefault ? [[]] : [],
    compute: (bars) => cycle(bars.closeTime, position),
  });
}

export const hourFactor = cycleFactor("hour", "hour of the day", "hour/24", false, (time) => (((time % DAY) + DAY) % DAY) / DAY);
export const weekCycleFactor = cycleFactor("dow", "day of the week, Monday 0", "day/7", true, (time) => ((new Date(time).getUTCDay() + 6) % 7) / 7);
export const dayOfMonthFactor = cycleFactor("dom", "day of the month", "(day − 1)/31", false, (time) => (new Date(time).getUTCDate() - 1) / 31);
export const monthCycleFactor = cycleFactor("month", "month of the year", "(month − 1)/12", true, (time) => new Date(time).getUTCMonth() / 12);
