import { decimals, fall, percent, signed } from "./closingFormat.ts";
import { isBuyAndHold, isLinear, isPersistence, type Forecast, type Recorded, type Strategy } from "./closingShapes.ts";

/** The run's findings as sentences, from the numbers alone: no model is praised that persistence or a linear model equals. */
export function verdict(forecasts: readonly Recorded<Forecast>[], strategies: readonly Recorded<Strategy>[]): readonly string[] {
  const sentences = [...forecasts.flatMap(forecastVerdict), ...strategies.flatMap(strategyVerdict)];
  return sentences.length > 0 ? sentences : ["No notebook of this run recorded forecasts or a strategy, so there is nothing to judge."];
}

function forecastVerdict({ notebook, rows }: Recorded<Forecast>): readonly string[] {
  const judged = rows.filter((row) => row.skill.value !== null && !isPersistence(row));
  if (judged.length === 0) return [`${notebook}: no model was judged against persistence.`];
  const repeats = judged.filter((row) => row.lag && "lag" in row.lag && row.lag.repeatsYesterday);
  const late = `${names(repeats)} repeat${repeats.length === 1 ? "s" : ""} yesterday: the forecast is the last known value, one bar late.`;
  return [`${notebook}: ${skillSentence(judged)}`, ...(repeats.length === 0 ? [] : [`${notebook}: ${late}`])];
}

function skillSentence(judged: readonly Forecast[]): string {
  const skill = (row: Forecast) => row.skill.value ?? 0;
  const lower = judged.filter((row) => skill(row) > 0);
  const skilled = lower.filter((row) => row.dieboldMariano === undefined || (row.dieboldMariano.value ?? 0) > 2);
  const withSkill = (rows: readonly Forecast[]) => names(rows, (row) => `${row.model} (skill ${signed(skill(row))})`);
  if (lower.length === 0) return "no model beats persistence out of sample.";
  if (skilled.length === 0) return `no model beats persistence out of sample beyond chance; ${withSkill(lower)} came out a little ahead.`;
  const said = withSkill(skilled);
  const start = `${said} beat${skilled.length === 1 ? "s" : ""} persistence out of sample`;
  const linear = Math.max(...judged.filter(isLinear).map(skill));
  if (skilled.every(isLinear) || linear === -Infinity) return `${start}${judged.length > skilled.length ? "; no other model does" : ""}.`;
  const beyond = skilled.filter((row) => !isLinear(row) && skill(row) > linear);
  return beyond.length === 0 ? `${start}, but none beats the linear model.` : `${start}; ${names(beyond)} also the linear model.`;
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

function names(rows: readonly Forecast[], say: (row: Forecast) => string = (row) => row.model): string {
  const list = rows.map(say);
  return list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`;
}
