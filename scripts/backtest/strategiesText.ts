import { STRATEGIES, parametersOf } from "../../lib/strategies/index.ts";
import { alignedTable } from "../../lib/runs/index.ts";

/** All strategies as a table, each with its parameters and their defaults. */
export function strategiesText(): string {
  const rows = STRATEGIES.map(({ assets, name, summary }) => [name, assets === "any" ? "any" : String(assets), Object.entries(parametersOf({ strategy: name })).map(([parameter, value]) => `${parameter}=${String(value)}`).join(" "), summary]);
  return [...alignedTable(["strategy", "assets", "parameters", "what it does"], rows), "", "A file of your own can stand in their place: --strategy my-strategy.ts."].join("\n");
}
