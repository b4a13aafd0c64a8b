import { z } from "zod";

/** A metric that is watched, as the file of schedules describes it. */
export const watchShape = z.strictObject({
  /** Path into what the run recorded: results.08-lstm.forecasts[model=LSTM].rmse */
  metric: z.string().min(1),
  /** robust-z: the distance from the median in robust standard deviations. quantile: outside of these quantiles of the history. */
  rule: z.enum(["robust-z", "quantile"]).default("robust-z"),
  /** Of robust-z: from this distance on. */
  limit: z.number().positive().default(4),
  /** Of quantile: the share below and above which a value is drift. */
  between: z.tuple([z.number().gt(0).lt(1), z.number().gt(0).lt(1)]).default([0.02, 0.98]),
  /** Which direction is drift. */
  side: z.enum(["both", "above", "below"]).default("both"),
  /** How many of the last finished runs are the history. */
  runs: z.int().min(5).max(500).default(30),
  /** With fewer there is no answer, and no alert. */
  least: z.int().min(5).max(500).default(10),
}).check((context) => {
  const { between: [low, high], least, runs } = context.value;
  if (least > runs) context.issues.push({ code: "custom", input: least, path: ["least"], message: `wants at most runs (${runs}), got ${least}` });
  if (low >= high) context.issues.push({ code: "custom", input: context.value.between, path: ["between"], message: `wants two shares, the smaller first, such as [0.02, 0.98]; got [${low}, ${high}]` });
});

export type Watch = z.infer<typeof watchShape>;
