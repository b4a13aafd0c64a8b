import { decimals, fall, percent } from "./closingFormat.ts";
import { isBuyAndHold, isPersistence, type Forecast, type Measured, type Recorded, type Strategy } from "./closingShapes.ts";

/** A figure that users of such systems quote. It is printed beside what was measured and never tuned to. */
export type QuotedTarget = {
  readonly name: string;
  readonly quoted: string;
  readonly format: (value: number) => string;
  readonly reached: (measured: Measured) => string;
  readonly measure: (forecasts: readonly Recorded<Forecast>[], strategies: readonly Recorded<Strategy>[]) => readonly { readonly who: string; readonly measured: Measured }[];
};

const answer = (holds: (value: number) => boolean) => (measured: Measured): string =>
  measured.value === null ? "N/A" : holds(measured.value) ? "yes" : "no";

const ofStrategies = (pick: (row: Strategy) => Measured | undefined): QuotedTarget["measure"] => (_, strategies) =>
  strategies.flatMap(({ rows }) => rows).filter((row) => !isBuyAndHold(row)).flatMap((row) => {
    const measured = pick(row);
    return measured === undefined ? [] : [{ who: row.name, measured }];
  });

/** The model with the highest accuracy stands for all: where it falls short, every model does. */
const highestAccuracy: QuotedTarget["measure"] = (forecasts) => {
  const models = forecasts.flatMap(({ rows }) => rows).filter((row) => !isPersistence(row));
  const value = (row: Forecast) => row.directionalAccuracy.value ?? -Infinity;
  const highest = models.reduce<Forecast | undefined>((best, row) => (best === undefined || value(row) > value(best) ? row : best), undefined);
  return highest === undefined ? [] : [{ who: `${highest.model}, highest of ${models.length}`, measured: highest.directionalAccuracy }];
};

export const QUOTED_TARGETS: readonly QuotedTarget[] = [
  { name: "directional accuracy", quoted: "> 60 %", format: percent, reached: answer((value) => value > 0.6), measure: highestAccuracy },
  { name: "Sharpe", quoted: "> 2", format: decimals(2), reached: answer((value) => value > 2), measure: ofStrategies((row) => row.sharpe) },
  { name: "max drawdown", quoted: "< 15 %", format: fall, reached: answer((value) => Math.abs(value) < 0.15), measure: ofStrategies((row) => row.maxDrawdown) },
  { name: "win rate", quoted: "> 55 %", format: percent, reached: answer((value) => value > 0.55), measure: ofStrategies((row) => row.winRate) },
  { name: "profit factor", quoted: "> 1.5", format: decimals(2), reached: answer((value) => value > 1.5), measure: ofStrategies((row) => row.profitFactor) },
];
