import { operator, type Line } from "../engine/line.ts";
import { defineFactor, type Factor } from "../factor.ts";
import { scaled } from "../operators/index.ts";
import { dateParts } from "./dateParts.ts";

/** Quarter of the year, 1 to 4, from the month. */
export function quarter(month: Line): Line {
  return operator("quarter", [month], [], { start: ([month], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = Math.ceil(month[t]! / 3);
  } });
}

function dateFactor(name: string, description: string, formula: string, isDefault: boolean, line: (closeTime: Line) => Line): Factor {
  return defineFactor({
    name,
    family: "calendar",
    formula,
    source: "Gregorian calendar, UTC",
    edge: "none",
    inputs: ["closeTime"],
    parameters: {},
    outputs: [{ id: name, description, unit: "number" }],
    defaults: isDefault ? [[]] : [],
    lines: ({ closeTime }) => [line(closeTime)],
  });
}

export const dayOfWeekFactor = dateFactor("day_of_week", "Day of the week, Monday 1 to Sunday 7", "ISO weekday", true, (closeTime) => scaled(dateParts(closeTime).weekday, 1, 1));
export const monthFactor = dateFactor("month", "Month of the year, 1 to 12", "month", false, (closeTime) => dateParts(closeTime).month);
export const quarterFactor = dateFactor("quarter", "Quarter of the year, 1 to 4", "⌈month/3⌉", false, (closeTime) => quarter(dateParts(closeTime).month));
