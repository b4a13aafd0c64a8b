import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { writeWhole } from "../../market/files/writeWhole.ts";
import { decimals, fall, percent, shown, signed, significant } from "./closingFormat.ts";
import { recordedForecasts, recordedStrategies, type Forecast, type Recorded, type Strategy } from "./closingShapes.ts";
import { verdict } from "./closingVerdict.ts";
import { RunError } from "../error.ts";
import { QUOTED_TARGETS } from "./quotedTargets.ts";
import type { Results } from "../record/results.ts";

const section = z.object({ title: z.string(), columns: z.array(z.string()), rows: z.array(z.array(z.string())) });

/** One table of the closing: every cell is text as people read it. A section of sentences has no columns. */
export type ClosingSection = z.infer<typeof section>;

/** What a run found, from what its notebooks recorded: forecasts, strategy, quoted targets, verdict. Sections without results are left out. */
export function closingSections(results: Results): ClosingSection[] {
  const forecasts = recordedForecasts(results);
  const strategies = recordedStrategies(results);
  return [
    ...forecasts.map(forecastSection),
    ...strategies.map(strategySection),
    ...targetSection(forecasts, strategies),
    { title: "Verdict", columns: [], rows: verdict(forecasts, strategies).map((sentence) => [sentence]) },
  ];
}

/** Writes the sections as `closing.json` into the run's folder. */
export function writeClosing(runFolder: string, sections: readonly ClosingSection[]): void {
  writeWhole(path.join(runFolder, "closing.json"), `${JSON.stringify(sections, null, 1)}\n`);
}

/** The sections of a run that has closed; undefined where it wrote none, as a run that failed. */
export function readClosing(runFolder: string): ClosingSection[] | undefined {
  const file = path.join(runFolder, "closing.json");
  if (!existsSync(file)) return undefined;
  try {
    return z.array(section).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new RunError(`closing.json of run ${path.basename(runFolder)} is cut off or changed; run again`);
  }
}

function forecastSection({ notebook, rows }: Recorded<Forecast>): ClosingSection {
  return {
    title: `Forecasts of ${notebook}, out of sample`,
    columns: ["model", "unit", "RMSE", "MAE", "direction", "skill", "lag test"],
    rows: rows.map((row) => [
      row.model, row.unit, shown(row.rmse, significant), shown(row.mae, significant),
      shown(row.directionalAccuracy, percent), shown(row.skill, signed), lagText(row.lag),
    ]),
  };
}

function lagText(lag: Forecast["lag"]): string {
  if (!lag || !("lag" in lag)) return "N/A";
  return lag.repeatsYesterday ? "repeats yesterday" : `lag ${lag.lag}`;
}

function strategySection({ notebook, rows }: Recorded<Strategy>): ClosingSection {
  return {
    title: `Strategy of ${notebook}, out of sample, after costs`,
    columns: ["strategy", "CAGR", "Sharpe", "max drawdown", "trades"],
    rows: rows.map((row) => [row.name, shown(row.cagr, percent), shown(row.sharpe, decimals(2)), shown(row.maxDrawdown, fall), shown(row.trades, decimals(0))]),
  };
}

function targetSection(forecasts: readonly Recorded<Forecast>[], strategies: readonly Recorded<Strategy>[]): ClosingSection[] {
  const rows = QUOTED_TARGETS.flatMap((target) =>
    target.measure(forecasts, strategies).map(({ who, measured }) => [target.name, target.quoted, who, shown(measured, target.format), target.reached(measured)]),
  );
  return rows.length === 0 ? [] : [{ title: "Targets quoted for such systems, beside what was measured", columns: ["target", "quoted", "of", "measured", "reached"], rows }];
}
