import { autoSchemaElement, ParquetWriter, type SchemaElement, type Writer } from "hyparquet-writer";
import { column, type Columns } from "./columns.ts";

/**
 * Writes columns, given in pieces, as a Parquet file: date as a UTC timestamp in milliseconds, then one column of doubles each, the same bits.
 * A value not known is null. A piece becomes a group of rows; the writer takes its bytes before the next is asked for.
 */
export class ColumnsParquet {
  readonly #parquet: ParquetWriter;

  constructor(names: readonly string[], writer: Writer) {
    const date = { ...autoSchemaElement("date", [new Date(0)]), repetition_type: "REQUIRED" as const };
    const schema: SchemaElement[] = [
      { name: "root", num_children: names.length + 1 }, date,
      ...names.map((name): SchemaElement => ({ name, type: "DOUBLE", repetition_type: "OPTIONAL" })),
    ];
    this.#parquet = new ParquetWriter({ writer, schema });
  }

  write(columns: Columns): void {
    this.#parquet.write({
      rowGroupSize: columns.closeTime.length,
      columnData: [
        { name: "date", data: Array.from(columns.closeTime, (time) => new Date(time)) },
        ...columns.names.map((name) => ({ name, data: knownOrNull(column(columns, name)) })),
      ],
    });
  }

  /** Writes what stands at the end of the file. */
  finish(): void {
    this.#parquet.finish();
  }
}

function knownOrNull(values: Float64Array): Float64Array | (number | null)[] {
  return values.some(Number.isNaN) ? Array.from(values, (value) => (Number.isNaN(value) ? null : value)) : values;
}
