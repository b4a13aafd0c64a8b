export { attentionOf, type AttentionPicture } from "./attention.ts";
export { additivityGap, contributionSummary, type InputSummary, inputValues } from "./contributionSummary.ts";
export { ExplanationError } from "./error.ts";
export { type Attributions, type IntegratedGradients, integratedGradients, type IntegratedOptions, saliency } from "./gradientImportance.ts";
export { type ColumnImportance, type PermutationImportance, permutationImportance, type PermutationOptions } from "./permutationImportance.ts";
