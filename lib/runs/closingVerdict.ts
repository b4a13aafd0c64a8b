import { decimals, fall, percent } from "./closingFormat.ts";
import { isBaseline, isBuyAndHold, type Forecast, type Recorded, type Strategy } from "./closingShapes.ts";

/** The run's findings as sentences, from the numbers alone: no model is praised that persistence or a linear model equals. */
export function verdict(forecasts: readonly Recorded<Forecast>[], strategies: readonly Recorded<Strategy>[]): readonly string[] {
  const sentences = [...forecasts.flatMap(forecastVerdict), ...strategies.flatMap(strategyVerdict)];
  return sentences.length > 0 ? sentences : ["No notebook of this run recorded forecasts or a strategy, so there is nothing to judge."];
}

function forecastVerdict({ notebook, rows }: Recorded<Forecast>): readonly string[] {
  const judged = rows.filter((row) => row.skill.value !== null && !isBaseline(row));
  if (judged.length === 0) return [`${notebook}: no model was judged against persistence.`];
  const linear = rows.find((row) => /linear|ridge/i.test(row.model))?.skill.value ?? null;
  const skilled = judged.filter((row) => (row.skill.value ?? 0) > 0);
  const beyondLinear = linear === null ? skilled : skilled.filter((row) => (row.skill.value ?? 0) > linear);
  const repeats = judged.filter((row) => row.lag && "lag" in row.lag && row.lag.repeatsYesterday);
  const first = skilled.length === 0
    ? `${notebook}: no model beats persistence out of sample.`
    : `${notebook}: ${names(skilled)} beat${skilled.length === 1 ? "s" : ""} persistence out of sample` +
      (beyondLinear.length === 0 ? ", but none beats the linear model." : linear === null ? "." : `; ${names(beyondLinear)} also the linear model.`);
  return [first, ...(repeats.length === 0 ? [] : [`${notebook}: ${names(repeats)} repeat${repeats.length === 1 ? "s" : ""} yesterday: the forecast is the last known value, one bar late.`])];
}

function strategyVerdict({ notebook, rows }: Recorded<Strategy>): readonly string[] {
  const hold = rows.find(isBuyAndHold);
  if (hold === undefined) return [`${notebook}: buy-and-hold was not recorded, so no strategy can be judged.`];
  return rows.filter((row) => row !== hold).map((row) => {
    if (row.cagr.value === null || hold.cagr.value === null) {
      const reason = row.cagr.value === null ? row.cagr.reason : hold.cagr.value === null ? hold.cagr.reason : "";
      return `${notebook}: ${row.name} cannot be compared with ${hold.name}: ${reason}.`;
    }
    const earns = `${notebook}: after costs ${row.name} grew ${percent(row.cagr.value)} a year against ${percent(hold.cagr.value)} of ${hold.name}`;
    const sharpe = row.sharpe.value === null || hold.sharpe.value === null ? "" : `, Sharpe ${decimals(2)(row.sharpe.value)} against ${decimals(2)(hold.sharpe.value)}`;
    const drawdown = row.maxDrawdown.value === null || hold.maxDrawdown.value === null ? "" : `, largest fall ${fall(row.maxDrawdown.value)} against ${fall(hold.maxDrawdown.value)}`;
    return `${earns}${sharpe}${drawdown}: ${comparison(row, hold)}.`;
  });
}

function comparison(row: Strategy, hold: Strategy): string {
  const more = (row.cagr.value ?? 0) > (hold.cagr.value ?? 0);
  const steadier = row.sharpe.value !== null && hold.sharpe.value !== null && row.sharpe.value > hold.sharpe.value;
  if (more && steadier) return "it beat buy-and-hold in this one sample, which is no proof for the next";
  if (more) return "it earned more, with more risk for each unit of return";
  return steadier ? "it earned less, more steadily" : "holding was better";
}

function names(rows: readonly Forecast[]): string {
  const list = rows.map((row) => row.model);
  return list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`;
}
