import { existsSync } from "node:fs";
import path from "node:path";
import { Command, Option } from "commander";
import { formatRegistryFinding, openRegistry, STAGES, type ModelRegistry, type Stage } from "../../lib/registry/index.ts";
import { innerCommand } from "../innerCommand.ts";
import { catalogueText, descriptionText } from "../models/catalogueText.ts";
import { whole } from "../models/numbers.ts";
import { orUsage } from "../models/orUsage.ts";
import { toRegister } from "../models/toRegister.ts";
import { conditionsText, versionsText, versionText } from "../models/versionsText.ts";

type Place = { readonly registry?: string; readonly json?: true };

export function modelsCommand(): Command {
  const models = new Command("models").description("The catalogue of models, and the registry of fitted ones: versions, the champion of each task, promotion by a rule. Exit code 0: done, 1: refused, or something is damaged, 2: the command line is wrong.").enablePositionalOptions();
  innerCommand(models, "catalogue", "every model that can be fitted, or what can be set of one", "catalogue lstm").argument("[model]").action((model: string | undefined, _, command: Command) => console.log(model === undefined ? catalogueText() : orUsage(command, () => descriptionText(model))));
  kept(models, "ls", "the versions", "ls --stage champion").option("--symbol <name>", "only of this symbol").addOption(new Option("--stage <stage>", "only in this stage").choices(STAGES)).action(list);
  kept(models, "show", "a version: numbers, history, lineage", "show 3").argument("<version>", "its number", whole(1)).action(show);
  kept(models, "register", "copy a model's folder into the registry, as a candidate", "register artifacts/lstm --parent 2").argument("<folder>", "folder that train wrote").option("--out-of-fold <file.oof>", "forecasts of a walk-forward, in place of those of the model's own test").option("--parent <version>", "version that it was made from", whole(1)).option("--reason <text>", "kept in the history", "registered").action(register);
  kept(models, "promote", "make a version the champion, if the rule allows it", "promote 3").argument("<version>", "its number", whole(1)).option("--reason <text>", "kept in the history", "passed the rule").action(promote);
  kept(models, "retire", "take a version out of use", 'retire 2 --reason "the market changed"').argument("<version>", "its number", whole(1)).requiredOption("--reason <text>", "kept in the history").action(retire);
  kept(models, "verify", "compare all kept files with their hashes; exit code 1 where one differs", "verify").argument("[version]", "only this one", whole(1)).action(verify);
  return models;
}

/** A command about the registry. */
function kept(models: Command, name: string, summary: string, example: string): Command {
  return innerCommand(models, name, summary, example).option("--registry <place>", "folder or postgres:// address (default: DATABASE_URL, else data/store)").option("--json", "print JSON for a program to read");
}

async function list({ json, registry: place, stage, symbol }: Place & { readonly symbol?: string; readonly stage?: Stage }): Promise<void> {
  await using(place, async (registry) => {
    const versions = await registry.list({ ...(symbol && { symbol }), ...(stage && { stage }) });
    if (json) return console.log(JSON.stringify(versions, undefined, 2));
    console.log(versions.length === 0 ? `${registry.place} holds no version${symbol || stage ? " of that kind" : ""}. Register one: npx marketbook models register <folder>` : versionsText(versions));
  });
}

async function show(id: number, { json, registry: place }: Place): Promise<void> {
  await using(place, async (registry) => {
    const shown = await registry.show(id);
    console.log(json ? JSON.stringify(shown, undefined, 2) : versionText(shown.version, shown.history, shown.children, path.join(registry.models, shown.version.content)));
  });
}

async function register(folder: string, { json, outOfFold, parent, reason, registry: place }: Place & { readonly outOfFold?: string; readonly parent?: number; readonly reason: string }): Promise<void> {
  if (!existsSync(folder)) throw new Error(`${folder} does not exist; name a folder that npx marketbook train wrote`);
  const registration = await toRegister(folder, outOfFold);
  const registry = await openRegistry(place);
  try {
    const version = await registry.register({ ...registration, ...(parent === undefined ? {} : { parent }), at: Date.now(), reason });
    console.log(json ? JSON.stringify(version, undefined, 2) : `Version ${version.id} of ${version.label} of ${version.symbol} is a candidate. Make it the champion: npx marketbook models promote ${version.id}`);
  } finally {
    await registry.close();
  }
}

async function promote(id: number, { json, reason, registry: place }: Place & { readonly reason: string }): Promise<void> {
  await using(place, async (registry) => {
    const { before, conditions, promoted, version } = await registry.promote(id, { at: Date.now(), reason });
    if (json) console.log(JSON.stringify({ promoted, version: version.id, before: before?.id ?? null, conditions }, undefined, 2));
    else console.log([conditionsText(conditions), "", promoted ? `Version ${id} is the champion of ${version.label} of ${version.symbol}.${before ? ` Version ${before.id} is retired.` : ""}` : `Version ${id} stays a ${version.stage}: not all conditions hold.`].join("\n"));
    if (!promoted) process.exitCode = 1;
  });
}

async function retire(id: number, { json, reason, registry: place }: Place & { readonly reason: string }): Promise<void> {
  await using(place, async (registry) => {
    const version = await registry.retire(id, { at: Date.now(), reason });
    console.log(json ? JSON.stringify(version, undefined, 2) : `Version ${id} is retired.`);
  });
}

async function verify(id: number | undefined, { json, registry: place }: Place): Promise<void> {
  await using(place, async (registry) => {
    const findings = await registry.verify(id);
    if (json) console.log(JSON.stringify(findings, undefined, 2));
    else console.log(findings.length === 0 ? "All files are as they were kept." : findings.map(formatRegistryFinding).join("\n"));
    if (findings.length > 0) process.exitCode = 1;
  });
}

/** Opens a registry that is there, for as long as it is used. */
async function using(place: string | undefined, use: (registry: ModelRegistry) => Promise<void>): Promise<void> {
  const folder = place ?? process.env.DATABASE_URL ?? "data/store";
  if (!/^postgres(ql)?:/.test(folder) && !existsSync(path.join(folder, "registry.db"))) throw new Error(`${folder} holds no registry yet. Register a model: npx marketbook models register <folder>, or npx marketbook train … --registry ${folder}`);
  const registry = await openRegistry(folder);
  try {
    await use(registry);
  } finally {
    await registry.close();
  }
}
