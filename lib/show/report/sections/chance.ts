import { isAvailable, type ReportFan, type SearchMap, type StrategyReport } from "../../../statistics/index.ts";
import { lineChart } from "../chart.ts";
import { count, measureCell, none, paragraph, percent, section, table, two, type Html } from "../elements.ts";
import { heatTable } from "../heatTable.ts";
import { valueTicks } from "../ticks.ts";

/** What the choice among variants is worth. */
export function searchSection({ search, verdict: { deflatedSharpe, minimumTrackRecord, pbo, trials } }: StrategyReport): Html {
  return section(
    "parameters", "Parameters, and the trials behind them",
    "reason" in search ? none(search) : mapOf(search),
    table(["", "value"], [
      ["trials counted", trials === null ? measureCell({ value: null, reason: "the trials were not counted" }, count) : count(trials.count)],
      ["deflated Sharpe ratio: chance that it beats the best of as many without skill", measureCell(deflatedSharpe, percent)],
      ["probability that the choice is overfitted (PBO)", measureCell(pbo, percent)],
      ["bars that such returns need to show an edge", isAvailable(minimumTrackRecord) ? count(Math.ceil(minimumTrackRecord)) : measureCell(minimumTrackRecord, count)],
    ], "wrapped"),
  );
}

/** Rows and columns drawn at most, evenly chosen, the best among them. */
const MOST = 40;

function mapOf({ best, columns, fixed, measure, rows, rule, trials, values }: SearchMap): Html {
  const [shownRows, shownColumns] = [chosen(rows.values.length, best?.row), chosen(columns.values.length, best?.column)];
  const others = Object.entries(fixed).map(([name, value]) => `${name} ${value}`).join(", ");
  const thinned = shownRows.length < rows.values.length || shownColumns.length < columns.values.length ? ` ${shownRows.length} × ${shownColumns.length} of its values are shown.` : "";
  return [
    paragraph(`${measure} of ${rule} by ${rows.parameter} (down) and ${columns.parameter} (across)${others === "" ? "" : `, with ${others}`}. ${count(trials)} sets were run${best === null ? "" : "; the framed one was the best"}.${thinned} Neighbours of a good set are good too; one that stands alone is luck.`, "soft"),
    heatTable({
      corner: `${rows.parameter} \\ ${columns.parameter}`,
      columns: shownColumns.map((column) => String(columns.values[column])),
      rows: shownRows.map((row) => ({ name: String(rows.values[row]), values: shownColumns.map((column) => values[row]?.[column] ?? null) })),
      format: two,
      ...(best === null ? {} : { marked: { row: shownRows.indexOf(best.row), column: shownColumns.indexOf(best.column) } }),
    }),
  ].join("\n");
}

function chosen(count: number, best: number | undefined): number[] {
  if (count <= MOST) return Array.from({ length: count }, (_, k) => k);
  const even = Array.from({ length: MOST - 1 }, (_, k) => Math.round((k * (count - 1)) / (MOST - 2)));
  return [...new Set([...even, ...(best === undefined ? [] : [best])])].sort((a, b) => a - b);
}

export function fanSection({ fan }: StrategyReport): Html {
  return section("chance", "What might have come of the same returns", "reason" in fan ? none(fan) : fanOf(fan));
}

function fanOf({ lines, lossProbability, maxDrawdown, rows }: ReportFan): Html {
  const sorted = [...lines].sort((a, b) => a.share - b.share);
  const middle = sorted.find(({ share }) => share === 0.5);
  const bands = Array.from({ length: Math.floor(sorted.length / 2) }, (_, k) => [sorted[k]!, sorted.at(-1 - k)!] as const).map(([low, high]) => ({ low: low.growth, high: high.growth, name: `${percent(high.share - low.share).replace(".0 %", " %")} of paths` }));
  const last = rows.at(-1)!;
  const ticks = valueTicks(0, last, count).map(({ at, words }) => ({ at: (at / last) * (rows.length - 1), words: at === 0 ? "0 bars" : words }));
  return [
    paragraph(`Growth of 1 when blocks of the same returns come in another order, some more than once, some never. ${percent(lossProbability)} of the paths end with a loss. No crash is in it that was not in the sample.`, "soft"),
    lineChart(rows.map((row) => `after ${count(row)} bars`), middle === undefined ? [] : [{ name: "middle path", tone: "own", values: middle.growth }], { label: "Monte Carlo fan", format: two, height: 240, bands, ticks, includes: [1] }),
    table(["largest fall that so many paths stay under", "share of equity"], maxDrawdown.map(({ depth, share }) => [percent(share).replace(".0 %", " %"), percent(depth)])),
  ].join("\n");
}
