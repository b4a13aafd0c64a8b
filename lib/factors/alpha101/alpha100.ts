import { defineAlpha } from "./defineAlpha.ts";
import { correlation, divide, multiply, negative, neutralise, rank, scale, subtract, tsArgMin } from "./language.ts";

export const alpha100 = defineAlpha({
  number: 100,
  formula: "(0 - (1 * (((1.5 * scale(indneutralize(indneutralize(rank(((((close - low) - (high - close)) / (high - low)) * volume)), IndClass.subindustry), IndClass.subindustry))) - scale(indneutralize((correlation(close, rank(adv20), 5) - rank(ts_argmin(close, 30))), IndClass.subindustry))) * (volume / adv20))))",
  description: "Place in the day on volume and agreement with volume, neutral to the subindustry, by relative volume",
  unit: "number",
}, ({ adv, close, high, low, volume }) => negative(
  multiply(
    subtract(
      multiply(
        1.5,
        scale(
          neutralise(
            neutralise(rank(multiply(divide(subtract(subtract(close, low), subtract(high, close)), subtract(high, low)), volume)), "subindustry"),
            "subindustry",
          ),
        ),
      ),
      scale(neutralise(subtract(correlation(close, rank(adv(20)), 5), rank(tsArgMin(close, 30))), "subindustry")),
    ),
    divide(volume, adv(20)),
  ),
));
