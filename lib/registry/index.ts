export { cardOf } from "./cardOf.ts";
export { commonRows, scored, type Scored } from "./commonRows.ts";
export { formatRegistryFinding, type RegistryFinding } from "./verify.ts";
export { missingFromCard, versionCard, type Measured, type VersionCard } from "./versionCard.ts";
export { openRegistry, type ModelRegistry, type RegistryOptions } from "./openRegistry.ts";
export { type Promotion } from "./promote.ts";
export { promotionRule, type Condition, type Judged, type PromotionOptions } from "./promotionRule.ts";
export { RegistryError } from "./error.ts";
export { STAGES, type Foretells, type Registration, type Stage, type StageChange, type Version, type VersionQuery } from "./version.ts";
