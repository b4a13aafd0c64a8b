import { autoSchemaElement, ParquetWriter, type SchemaElement, type Writer } from "hyparquet-writer";
import { column, type Columns } from "./columns.ts";

/** Rows written at once: a reader of some rows reads no more than these. */
const GROUP = 65_536;

/**
 * Writes columns as a Parquet file: date as a UTC timestamp in milliseconds, then one column of doubles each, the same bits. A value not known is null.
 * The writer takes the bytes as they come, so memory holds one group of rows.
 */
export function writeColumnsParquet(columns: Columns, writer: Writer): void {
  const date = { ...autoSchemaElement("date", [new Date(0)]), repetition_type: "REQUIRED" as const };
  const schema: SchemaElement[] = [
    { name: "root", num_children: columns.names.length + 1 }, date,
    ...columns.names.map((name): SchemaElement => ({ name, type: "DOUBLE", repetition_type: "OPTIONAL" })),
  ];
  const parquet = new ParquetWriter({ writer, schema });
  const rows = columns.closeTime.length;
  for (let from = 0; from < rows; from += GROUP) {
    const to = Math.min(rows, from + GROUP);
    parquet.write({
      rowGroupSize: GROUP,
      columnData: [
        { name: "date", data: Array.from(columns.closeTime.subarray(from, to), (time) => new Date(time)) },
        ...columns.names.map((name) => ({ name, data: knownOrNull(column(columns, name).subarray(from, to)) })),
      ],
    });
  }
  parquet.finish();
}

function knownOrNull(values: Float64Array): Float64Array | (number | null)[] {
  return values.some(Number.isNaN) ? Array.from(values, (value) => (Number.isNaN(value) ? null : value)) : values;
}
