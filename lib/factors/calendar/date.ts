import { defineFactor, type Factor } from "../factor.ts";
import { insideBar } from "./insideBar.ts";

/** A number read from the date of the bar. in: closeTime [T]  out: [T], from the first row. */
export function dateFactor(name: string, description: string, formula: string, isDefault: boolean, value: (date: Date) => number, unit: "number" | "flag" = "number", source = "Gregorian calendar, UTC"): Factor {
  return defineFactor({
    name,
    family: "calendar",
    formula,
    source,
    edge: "none",
    inputs: ["closeTime"],
    parameters: {},
    outputs: [{ id: name, description, unit, warmUp: () => 0 }],
    defaults: isDefault ? [[]] : [],
    compute: (bars) => [bars.closeTime.map((time) => value(new Date(insideBar(time))))],
  });
}

export const dayOfWeekFactor = dateFactor("day_of_week", "Day of the week, Monday 1 to Sunday 7", "ISO weekday", true, (date) => ((date.getUTCDay() + 6) % 7) + 1);
export const monthFactor = dateFactor("month", "Month of the year, 1 to 12", "month", false, (date) => date.getUTCMonth() + 1);
export const quarterFactor = dateFactor("quarter", "Quarter of the year, 1 to 4", "⌈month/3⌉", false, (date) => Math.floor(date.getUTCMonth() / 3) + 1);
