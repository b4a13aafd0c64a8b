import { defineAlpha } from "./defineAlpha.ts";
import { add, delay, divide, multiply, rank, sign, subtract, sum } from "./language.ts";

export const alpha030 = defineAlpha({
  number: 30,
  formula: "(((1.0 - rank(((sign((close - delay(close, 1))) + sign((delay(close, 1) - delay(close, 2)))) + sign((delay(close, 2) - delay(close, 3)))))) * sum(volume, 5)) / sum(volume, 20))",
  description: "No run of three days in the same direction, by the volume of a week in a month",
  unit: "number",
}, ({ close, volume }) => divide(
  multiply(
    subtract(
      1,
      rank(
        add(
          add(sign(subtract(close, delay(close, 1))), sign(subtract(delay(close, 1), delay(close, 2)))),
          sign(subtract(delay(close, 2), delay(close, 3))),
        ),
      ),
    ),
    sum(volume, 5),
  ),
  sum(volume, 20),
));
