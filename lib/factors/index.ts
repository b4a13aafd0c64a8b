export { column, columnsOf, firstCompleteRow, selectColumns, sliceColumns, type Columns } from "./columns.ts";
export { formatColumnsCsv } from "./columnsCsv.ts";
export { computeFactors } from "./computeFactors.ts";
export { correlationMatrix, type CorrelationMatrix } from "./correlationMatrix.ts";
export { describeFactor, everyFactor, type FactorDescription } from "./describeFactor.ts";
export { FactorError } from "./error.ts";
export { factorIds, parseFactorId, type ParsedFactorId } from "./factorId.ts";
