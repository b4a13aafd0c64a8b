import { z } from "zod";
import { device } from "./fold.ts";
import { defineWork } from "./work.ts";

/**
 * Forecasts of a saved model for bars, or for columns that were computed before.
 * in: the files of the model below `model/`, and `bars` or `columns`, as `marketFiles.ts` writes them
 * out: the forecasts, as the file `forecasts`
 */
export const predictWork = defineWork("predict", {
  parameters: z.strictObject({
    of: z.enum(["bars", "columns"]),
    /** What the submitter calls the model and the market, for messages. */
    model: z.string().max(500),
    source: z.string().max(500),
    device,
  }),
  result: z.strictObject({ rows: z.int().nonnegative() }),
  needs: (parameters) => parameters.device,
  run: async (parameters, context) => (await import("./forecastMarket.ts")).forecastMarket(parameters, context),
});
