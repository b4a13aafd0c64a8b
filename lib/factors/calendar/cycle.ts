import { operators, type Line } from "../engine/line.ts";
import { defineFactor, type Factor } from "../factor.ts";
import { scaled } from "../operators/index.ts";
import { dateParts, timeOfDay } from "./dateParts.ts";

/** A position on a circle, 0 to 1, as the pair sin(2πx), cos(2πx): the end of the circle lies beside its start. */
export function onCircle(position: Line): readonly [sin: Line, cos: Line] {
  return operators("onCircle", [position], [], {
    delays: [0, 0] as const,
    start: ([position], [sin, cos]) => {
      let known = Number.NaN;
      let sine = 0;
      let cosine = 0;
      return (from, to) => {
        for (let t = from; t < to; t++) {
          // Dates stay the same for many rows.
          if (position[t] !== known) {
            known = position[t]!;
            sine = Math.sin(2 * Math.PI * known);
            cosine = Math.cos(2 * Math.PI * known);
          }
          sin[t] = sine;
          cos[t] = cosine;
        }
      };
    },
  });
}

function cycleFactor(name: string, words: string, formula: string, isDefault: boolean, position: (closeTime: Line) => Line): Factor {
  return defineFactor({
    name: `${name}_cycle`,
    family: "calendar",
    formula: `sin, cos of 2π·${formula}, UTC`,
    source: "usual encoding of a cyclic quantity",
    edge: "none",
    inputs: ["closeTime"],
    parameters: {},
    outputs: [
      { id: `${name}_sin`, description: `Sine of the ${words}`, unit: "number" },
      { id: `${name}_cos`, description: `Cosine of the ${words}`, unit: "number" },
    ],
    defaults: isDefault ? [[]] : [],
    lines: ({ closeTime }) => onCircle(position(closeTime)),
  });
}

export const hourFactor = cycleFactor("hour", "hour of the day", "hour/24", false, timeOfDay);
export const weekCycleFactor = cycleFactor("dow", "day of the week, Monday 0", "day/7", true, (closeTime) => scaled(dateParts(closeTime).weekday, 1 / 7));
export const dayOfMonthFactor = cycleFactor("dom", "day of the month", "(day − 1)/31", false, (closeTime) => scaled(dateParts(closeTime).day, 1 / 31, -1 / 31));
export const monthCycleFactor = cycleFactor("month", "month of the year", "(month − 1)/12", true, (closeTime) => scaled(dateParts(closeTime).month, 1 / 12, -1 / 12));
