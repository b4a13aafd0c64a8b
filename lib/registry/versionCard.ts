import { z } from "zod";
import type { Task } from "../models/index.ts";

const bound = z.number().exactOptional();
const measured = z.object({ value: z.number().nullable(), low: bound, high: bound, /** Why there is no value. */ reason: z.string().exactOptional() });

/** A number with the interval in which it lies, or the reason why there is none. */
export type Measured = z.output<typeof measured>;

/** How a version did on rows it had not seen. Every part may be left out at registration; promotion asks for all of them. */
export const versionCard = z.object({
  /** By name: rmse, mae, directionalAccuracy, informationCoefficient … */
  metrics: z.record(z.string(), measured).default({}),
  /** 1 − error/error of the other, by the other's name. */
  skill: z.record(z.string(), measured).default({}),
  lagTest: z.object({ lag: z.number().nullable(), repeatsYesterday: z.boolean(), text: z.string() }).exactOptional(),
  /** Of classifiers and quantiles: what was foretold how often, and how often it came. */
  calibration: z.unknown().optional(),
});

export type VersionCard = z.output<typeof versionCard>;

/** What a version must have been compared with. */
const PEERS = ["persistence", "linear"];

/** What a card lacks for a promotion, in words; none where it is complete. */
export function missingFromCard(card: VersionCard, task: Task): readonly string[] {
  const metrics = Object.entries(card.metrics);
  const without = metrics.filter(([, { high, low, value }]) => value !== null && (low === undefined || high === undefined)).map(([name]) => `the interval of ${name}`);
  const peers = task === "regression" ? PEERS : PEERS.slice(0, 1);
  return [
    ...(metrics.some(([, { value }]) => value !== null) ? [] : ["metrics"]),
    ...without,
    ...peers.filter((peer) => card.skill[peer] === undefined).map((peer) => `skill against ${peer}`),
    ...(card.lagTest === undefined && task === "regression" ? ["the lag test"] : []),
    ...(card.calibration === undefined && task === "classification" ? ["calibration"] : []),
  ];
}
