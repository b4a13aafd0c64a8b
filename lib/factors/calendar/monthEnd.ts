import { minus } from "../operators/index.ts";
import { defineFactor } from "../factor.ts";
import { dateParts } from "./dateParts.ts";

/** How far the month has to run. Calendar days: which of them will be holidays need not be known. */
export const monthEndFactor = defineFactor({
  name: "days_to_month_end",
  family: "calendar",
  formula: "days in the month − day of the month, UTC",
  source: "Gregorian calendar",
  edge: "0 on the last day",
  inputs: ["closeTime"],
  parameters: {},
  outputs: [{ id: "days_to_month_end", description: "Days until the last day of the month", unit: "number" }],
  defaults: [],
  lines: ({ closeTime }) => {
    const { day, daysInMonth } = dateParts(closeTime);
    return [minus(daysInMonth, day)];
  },
});
