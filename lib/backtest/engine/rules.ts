import type { Margin } from "../account/margin.ts";
import type { Costs } from "../costs/index.ts";
import type { FillRule } from "../fills/index.ts";

/** The rules of a run, every default filled in. */
export type Rules = {
  readonly name: string;
  readonly warmUp: number;
  readonly capital: number;
  readonly costs: Costs;
  readonly fills: FillRule;
  readonly margin: Margin;
};
