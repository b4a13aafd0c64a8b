import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Session } from "../market/store/database.ts";
import { loadCard } from "../training/index.ts";
import { scored } from "./commonRows.ts";
import { RegistryError } from "./error.ts";
import { copyFolder, keepFiles, sha256 } from "./files.ts";
import { demandVersionRow, insertChange, insertVersion } from "./rows.ts";
import { SCORES, scoresText } from "./scores.ts";
import type { Registration, Version } from "./version.ts";
import { versionCard } from "./versionCard.ts";

/** Where a registry and its folders of models lie. */
export type Whereabouts = { readonly place: string; readonly models: string };

/** A transaction that writes. */
export type Write = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

/** Copies a saved model under the folder of models, named by its content, and lists it as a candidate. */
export async function register(write: Write, { models, place }: Whereabouts, { at, card, dataset, folder, horizon, interval, label, outOfFold, parent, reason = "registered", seed, spec, symbol }: Registration): Promise<Version> {
  const { columns, horizon: looksAhead } = await wholeModel(folder);
  for (const [name, text] of Object.entries({ symbol, interval, label, dataset })) if (text === "") throw new RegistryError(`register: ${name} of ${folder} is empty. Say what the model foretells and what it was fitted on.`);
  if (horizon !== looksAhead) throw new RegistryError(`register: ${folder} foretells ${looksAhead} bars ahead by its card, ${horizon} by what it is registered as. Register it with the horizon ${looksAhead}.`);
  if (outOfFold && outOfFold.label.horizon !== horizon) throw new RegistryError(`register: the out-of-fold forecasts look ${outOfFold.label.horizon} bars ahead, the model ${horizon}. Give those of the same label.`);
  const checked = versionCard.parse(card);
  const { content, files } = await keepFiles(models, async (draft) => {
    await copyFolder(folder, join(draft, MODEL));
    if (outOfFold) await writeFile(join(draft, SCORES), scoresText(scored(outOfFold)));
  });
  return write(async (session) => {
    if (parent !== undefined) await demandVersionRow(session, place, parent);
    const id = await insertVersion(session, { symbol, interval, label, horizon, spec, seed, dataset, columns, card: checked, content, files, parent, registeredAt: at });
    await insertChange(session, id, { stage: "candidate", at, reason });
    return demandVersionRow(session, place, id);
  });
}

/** The saved model within the folder of a version. */
export const MODEL = "model";

/** The card of a saved model whose files are those that it names. */
async function wholeModel(folder: string) {
  const card = await loadCard(folder);
  for (const [name, hash] of Object.entries(card.files)) {
    const bytes = await readFile(join(folder, name)).catch(() => undefined);
    if (bytes === undefined || sha256(bytes) !== hash) throw new RegistryError(`register: ${join(folder, name)} is ${bytes ? "not the file that was saved" : "missing"}. Save the model again.`);
  }
  return card;
}
