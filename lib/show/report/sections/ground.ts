import type { NotAvailable, StrategyReport } from "../../../statistics/index.ts";
import { formatOther } from "../../formats.ts";
import { count, measureCell, paragraph, section, table, text, type Cell, type Html } from "../elements.ts";

/** What the run found on its way. */
export function findingsSection({ findings }: StrategyReport): Html {
  if (findings.length === 0) return section("findings", "Findings", paragraph("None: no order was rejected or waited, and the bars had no holes."));
  const rows = findings.slice(0, 200).map(({ code, expected, got, where }): Cell[] => [where.date, where.asset, where.order === undefined ? "" : String(where.order), code, expected, got]);
  const rest = findings.length > 200 ? paragraph(`The first 200 of ${count(findings.length)}.`, "soft") : "";
  return section("findings", "Findings", rest, table(["bar", "asset", "order", "finding", "expected", "got"], rows, "words tall"));
}

export function assumptionsSection({ assumptions }: Pick<StrategyReport, "assumptions">): Html {
  return section("assumptions", "What was assumed", `<ul>${assumptions.map((sentence) => `<li>${text(sentence)}</li>`).join("\n")}</ul>`);
}

/** What has to be the same for the report to come out again. */
export function provenanceSection({ capital, name, parameters, provenance: { bars, digest, seed, settings }, version }: StrategyReport): Html {
  const one = (value: string | number | NotAvailable): Cell => (typeof value === "object" ? measureCell(value, String) : { html: `<code>${text(String(value))}</code>` });
  const chosen = (values: Readonly<Record<string, unknown>>) => Object.entries(values).filter(([key, value]) => key !== "capital" || value !== capital).map(([key, value]): Cell[] => [key, { html: `<code>${text(typeof value === "object" && value !== null ? JSON.stringify(value) : formatOther(value))}</code>` }]);
  const date = (words: string): Cell => ({ html: text(words), tone: "date" });
  const sources = bars.map(({ count: rows, from, interval, source, symbol, to }): Cell[] => [symbol, interval, count(rows), date(from), date(to), source]);
  return section(
    "provenance", "Where it comes from",
    sources.length === 0 ? paragraph("N/A: the bars were not given.", "none") : table(["symbol", "interval", "bars", "from", "to", "source"], sources, "words"),
    table(["", ""], [["strategy", name], ...chosen(parameters), ["capital", count(capital)], ...chosen(settings), ["digest of the bars", one(digest)], ["seed", one(seed)], ["version of the report", String(version)]], "words plain"),
  );
}
