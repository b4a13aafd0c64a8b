import { describeModel, modelTable, type ModelDescription } from "../../lib/catalogue/index.ts";
import { alignedTable } from "../../lib/runs/index.ts";

/** All models as a table. */
export function catalogueText(): string {
  const rows = modelTable().map(({ family, name, settings, summary, tasks }) => [family, name, tasks, String(settings), summary]);
  return [...alignedTable(["family", "model", "foretells", "settings", "what it is"], rows), "", `${rows.length} models; npx marketbook models catalogue lstm says what can be set.`].join("\n");
}

/** One model with its settings and what a search tries. */
export function descriptionText(name: string): string {
  const { family, settings, source, summary, tasks }: ModelDescription = describeModel(name);
  const rows = settings.map((setting) => [setting.name, setting.standard ?? "", setting.allowed, setting.searched ?? "", setting.description]);
  const table = rows.length === 0 ? ["Nothing can be set."] : alignedTable(["setting", "default", "allowed", "searched", "what it does"], rows);
  return [`${name}: ${summary}`, "", `  family     ${family}`, `  foretells  ${tasks.join(", ")}`, `  source     ${source}`, "", ...table].join("\n");
}
