export { describeModel, modelTable, type ModelDescription, type ModelRow, type SettingDescription } from "./describeModel.ts";
export { CatalogueError } from "./error.ts";
export { forecasterOf, listedModel, settingsOf } from "./forecasterOf.ts";
export { FAMILIES, type Foretold, type ListedModel, type ModelFamily } from "./listedModel.ts";
export { MODELS } from "./models.ts";
export { modelSpec, specText, type ModelSpec } from "./modelSpec.ts";
export { liesIn, rangeText, type Choice, type Range, type SearchSpace } from "./searchSpace.ts";
