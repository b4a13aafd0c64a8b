export { backfill, planBackfill, type BackfillProgress, type BackfillReport, type BackfillRequest, type BackfillStore, type Refused, type SourcePart } from "./backfill.ts";
export { backfillAll, isComplete, type BackfillAllRequest, type BackfillOutcome } from "./backfillAll.ts";
export { FALLBACK, type FallbackRule } from "./fallback.ts";
export { ASKED_KINDS, fetchRecords, kindsOf, type AskedKind, type FetchRecordsRequest, type RecordsReport } from "./fetchRecords.ts";
export type { BackfillFinding } from "./finding.ts";
export { FETCHED, openSources, sourcesNamed, type OpenedSource } from "./openedSource.ts";
export { formatStretch, wantedStretch } from "./plan.ts";
export { merged, without, type Stretch } from "./stretches.ts";
