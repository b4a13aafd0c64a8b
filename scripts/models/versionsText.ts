import type { Condition, StageChange, Version } from "../../lib/registry/index.ts";
import { specText } from "../../lib/catalogue/index.ts";
import { alignedTable } from "../../lib/runs/index.ts";

const moment = (time: number): string => new Date(time).toISOString().slice(0, 16).replace("T", " ");
const number = (value: number | null | undefined): string => (value === null || value === undefined ? "N/A" : String(Number(value.toPrecision(4))));

/** Versions as a table. */
export function versionsText(versions: readonly Version[]): string {
  const rows = versions.map(({ card, id, interval, label, parent, registeredAt, seed, spec, stage, symbol }) => [
    String(id), stage, symbol, interval, label, spec.model, String(seed), number(card.metrics.rmse?.value), number(card.skill.persistence?.value), parent === undefined ? "" : String(parent), moment(registeredAt),
  ]);
  return alignedTable(["version", "stage", "symbol", "interval", "label", "model", "seed", "RMSE", "skill", "parent", "registered, UTC"], rows).join("\n");
}

/** One version with its numbers and its life. */
export function versionText(version: Version, history: readonly StageChange[], children: readonly number[], folder: string): string {
  const { card, columns, content, dataset, horizon, id, interval, label, parent, seed, spec, stage, symbol } = version;
  const facts = Object.entries({
    foretells: `${label} of ${symbol}, ${interval} bars, ${horizon} ahead`, model: specText(spec), seed: String(seed), columns: columns.join(", "), dataset, content, folder,
    ...(parent === undefined ? {} : { parent: String(parent) }), ...(children.length === 0 ? {} : { children: children.join(", ") }), ...(card.lagTest ? { "lag test": card.lagTest.text } : {}),
  });
  const measured = [...Object.entries(card.metrics), ...Object.entries(card.skill).map(([name, skill]) => [`skill against ${name}`, skill] as const)];
  return [
    `Version ${id}, ${stage}`, "", ...facts.map(([name, text]) => `  ${name.padEnd(9)} ${text}`), "",
    ...alignedTable(["measure", "value", "from", "to"], measured.map(([name, { high, low, value }]) => [name, number(value), number(low), number(high)])), "",
    ...alignedTable(["stage", "since, UTC", "why"], history.map(({ at, reason, stage: one }) => [one, moment(at), reason])),
  ].join("\n");
}

/** What a promotion asked for, a line each. */
export function conditionsText(conditions: readonly Condition[]): string {
  return conditions.map(({ name, passed, text }) => `${passed ? "yes" : "no "}  ${name}: ${text}`).join("\n");
}
