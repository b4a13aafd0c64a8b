export { ambiguity, type Ambiguity } from "./ambiguity.ts";
export { averageForecasts } from "./averageForecasts.ts";
export { disagreement } from "./disagreement.ts";
export { EnsembleError } from "./error.ts";
export { errorByDisagreement, type DisagreementGroup } from "./errorByDisagreement.ts";
export { fixedWeights, SIX_MODEL_WEIGHTS } from "./fixedWeights.ts";
export type { Members, Weights } from "./members.ts";
export { weightedForecast } from "./weightedForecast.ts";
export { weightsByValidation } from "./weightsByValidation.ts";
