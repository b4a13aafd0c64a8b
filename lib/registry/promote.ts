import { join } from "node:path";
import { RegistryError } from "./error.ts";
import { promotionRule, type Condition, type Judged, type PromotionOptions } from "./promotionRule.ts";
import type { Whereabouts, Write } from "./register.ts";
import { championOf, changeStage, demandVersionRow } from "./rows.ts";
import { readScores } from "./scores.ts";
import { wholeFolder } from "./verify.ts";
import type { Version } from "./version.ts";

/** What came of a promotion: the conditions with their numbers, whether or not all of them hold. */
export type Promotion = { readonly promoted: boolean; readonly version: Version; /** Who was champion before. */ readonly before: Version | undefined; readonly conditions: readonly Condition[] };

/** Makes a version the champion if the rule allows it; judged and written in one transaction, so that two processes never promote at once. */
export function promote(write: Write, { models, place }: Whereabouts, id: number, { at, level, reason = "passed the rule" }: PromotionOptions & { readonly at: number; readonly reason?: string }): Promise<Promotion> {
  return write(async (session) => {
    const version = await demandVersionRow(session, place, id);
    if (version.stage === "champion") throw new RegistryError(`promote: version ${id} is the champion already.`);
    const before = await championOf(session, place, version);
    const conditions = promotionRule(await judged(models, version), before && (await judged(models, before)), version.horizon, level === undefined ? {} : { level });
    const promoted = conditions.every(({ passed }) => passed);
    if (promoted) {
      if (before) await changeStage(session, before.id, { stage: "retired", at, reason: `version ${id} took its place` });
      await changeStage(session, id, { stage: "champion", at, reason, evidence: conditions });
    }
    return { promoted, version: await demandVersionRow(session, place, id), before, conditions };
  });
}

/** Takes a version out of use. It stays on record, and can be promoted again by the rule. */
export async function retire(write: Write, place: string, id: number, { at, reason }: { readonly at: number; readonly reason: string }): Promise<Version> {
  if (reason.trim() === "") throw new RegistryError(`retire: the reason is empty. Say why version ${id} is taken out of use.`);
  return write(async (session) => {
    const { stage } = await demandVersionRow(session, place, id);
    if (stage === "retired") throw new RegistryError(`retire: version ${id} is retired already.`);
    await changeStage(session, id, { stage: "retired", at, reason });
    return demandVersionRow(session, place, id);
  });
}

async function judged(models: string, version: Version): Promise<Judged> {
  await wholeFolder(models, version);
  return { scored: await readScores(join(models, version.content)), card: version.card };
}
