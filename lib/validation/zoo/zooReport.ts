import { split, type RandomKey } from "../../random/index.ts";
import { leakFindings, panelLeakReport } from "../lookAhead/leakReport.ts";
import type { LookAheadFinding } from "../lookAhead/leakFinding.ts";
import type { Panel, PanelMaker } from "../lookAhead/panel.ts";
import type { Specimen } from "./specimen.ts";
import { zooMarkets } from "./markets.ts";
import { ZOO } from "./zoo.ts";

/** One planted leak and what the detector said of it. */
export type Caught = {
  readonly specimen: Specimen;
  readonly findings: readonly LookAheadFinding[];
  /** Whether the planted column was found, with the planted distance where that is exact, and nothing else. */
  readonly isCaught: boolean;
};

export type ZooReport = {
  readonly caught: readonly Caught[];
  readonly cleanColumns: number;
  readonly falseAlarms: readonly LookAheadFinding[];
};

/** A function and the panel it is judged on. */
export type Judged = { readonly name: string; readonly panel: Panel; readonly make: PanelMaker };

export type ZooOptions = {
  readonly key: RandomKey;
  readonly cuts?: number;
  readonly rows?: number;
  /** What else is known to be clean and judged beside the clean twins. */
  readonly clean?: readonly Judged[];
  readonly onSpecimen?: (name: string, position: number, count: number) => void;
};

/** The detector's strength: how many planted leaks it catches, and how often it cries wolf on columns without one. */
export function zooReport({ clean = [], cuts, key, onSpecimen, rows }: ZooOptions): ZooReport {
  const markets = zooMarkets(split(key, "markets"), rows);
  const judge = (make: PanelMaker, panel: Panel) => {
    const report = panelLeakReport(make, panel, { key: split(key, "cuts"), ...(cuts !== undefined && { cuts }) });
    return { columns: report.columns.length, leaks: leakFindings(report).filter((finding) => finding.code === "look-ahead") };
  };
  const count = ZOO.length + clean.length;
  const judged = ZOO.map((specimen, position) => {
    onSpecimen?.(specimen.name, position, count);
    const panel = markets[specimen.market];
    const findings = judge(specimen.leaky, panel).leaks;
    return { caught: { specimen, findings, isCaught: isCaught(specimen, findings) }, twin: judge(specimen.clean, panel) };
  });
  const others = clean.map(({ make, name, panel }, position) => {
    onSpecimen?.(name, ZOO.length + position, count);
    return judge(make, panel);
  });
  const twins = [...judged.map(({ twin }) => twin), ...others];
  return {
    caught: judged.map(({ caught }) => caught),
    cleanColumns: twins.reduce((sum, { columns }) => sum + columns, 0),
    falseAlarms: twins.flatMap(({ leaks }) => leaks),
  };
}

function isCaught({ asset, barsAhead, column, symbol }: Specimen, findings: readonly LookAheadFinding[]): boolean {
  const [finding] = findings;
  if (findings.length !== 1 || finding === undefined || finding.column !== column) return false;
  if (asset !== undefined && (finding.asset !== asset || finding.symbol !== symbol)) return false;
  return barsAhead === undefined ? finding.barsAhead > 1 : finding.barsAhead === barsAhead;
}

/** Both rates in one line, and a line for each miss and each false alarm. */
export function formatZooReport({ caught, cleanColumns, falseAlarms }: ZooReport): string {
  const missed = caught.filter(({ isCaught }) => !isCaught);
  return [
    `caught ${caught.length - missed.length} of ${caught.length} leaks; ${falseAlarms.length} false ${falseAlarms.length === 1 ? "alarm" : "alarms"} in ${cleanColumns} clean columns`,
    ...missed.map(({ findings, specimen }) => `missed: ${specimen.name}, ${specimen.barsAhead ?? "many"} bars ahead; found ${findings.map(({ barsAhead, column }) => `"${column}" ${barsAhead}`).join(", ") || "nothing"}`),
    ...falseAlarms.map(({ barsAhead, column, where }) => `false alarm: "${column}" at row ${where.row}, ${barsAhead} bars ahead`),
  ].join("\n");
}
