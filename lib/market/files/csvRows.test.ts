import fc from "fast-check";
import { expect, test } from "vitest";
import { csvColumns, type CsvHeader } from "./csvHeader.ts";
import { cellsOf } from "./csvRecords.ts";
import { csvRows } from "./csvRows.ts";
import { addRow, type RowOptions, type RowTable, rowTable } from "./rowTable.ts";

const FILE = "bars.csv";
const NAMES = ["close", "note", "date", "open", "high", "low", "volume"];

type Case = { readonly text: string; readonly delimiter: string; readonly options: RowOptions };

const headerOf = (delimiter: string): CsvHeader => ({ line: NAMES.join(delimiter), delimiter, columns: csvColumns(NAMES, FILE), lines: 1 });

/** Rows of a text, or the words of the error. */
function outcome(read: () => RowTable): unknown {
  try {
    const { rows, ...columns } = read();
    return Object.entries(columns).map(([name, values]) => [name, ...values.subarray(0, rows)]);
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

/** Every line read as text, one after the other. */
function byLines({ delimiter, options, text }: Case): RowTable {
  const [table, columns] = [rowTable(1000), csvColumns(NAMES, FILE)];
  for (const [k, line] of text.split("\n").entries()) {
    const cells = cellsOf(line, delimiter);
    if (cells === undefined) continue;
    if (cells.length !== NAMES.length) throw new Error(`${FILE}, line ${k + 2}: it has ${cells.length} cells, the header has ${NAMES.length}. Give every row the same number of cells as the header.`);
    addRow(table, cells, columns, { file: FILE, line: k + 2 }, options);
  }
  return table;
}

const anything = fc.oneof(fc.constantFrom("", "null", "NaN", "1e5", " 12.5 ", "1,000", "-", "+7", "…", "\ufeff3", "\u00a05", "12.", "Infinity"), fc.string({ maxLength: 4 }).filter((text) => !/["\n]/.test(text)));
const usually = (common: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof({ weight: 500, arbitrary: common }, { weight: 1, arbitrary: anything });
const price = usually(fc.oneof(fc.integer({ min: 0, max: 1e6 }).map((cents) => String(cents / 100)), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(String)));
const stamp = (format: number, minute: number): string => {
  const millis = Date.UTC(2022, 0, 3) + 60_000 * minute;
  return [new Date(millis).toISOString(), new Date(millis).toISOString().slice(0, 19).replace("T", " "), String(millis), `${new Date(millis).toISOString().slice(0, 19)}+00:00`][format]!;
};

const cases: fc.Arbitrary<Case> = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  ends: fc.constantFrom("\n", "\r\n"),
  last: fc.boolean(),
  format: fc.integer({ min: 0, max: 3 }),
  options: fc.record({ missing: fc.constantFrom("error" as const, "NaN" as const), order: fc.constantFrom("error" as const, "keep" as const), zoneless: fc.constantFrom("UTC" as const, "UTC" as const, "error" as const), decimal: fc.constantFrom("point" as const, "point" as const, "comma" as const) }),
  rows: fc.array(fc.record({ step: fc.integer({ min: -1, max: 300 }), cells: fc.array(price, { minLength: 5, maxLength: 5 }), note: anything, blank: fc.integer({ min: 0, max: 20 }), extra: fc.integer({ min: 0, max: 600 }), date: fc.oneof({ weight: 300, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: anything }) }), { maxLength: 30 }),
}).map(({ delimiter, ends, format, last, options, rows }) => {
  let minute = 0;
  const lines = rows.flatMap(({ blank, cells, date, extra, note, step }) => {
    minute += step === -1 ? (rows.length % 3) - 1 : step + 1;
    const [close, ...others] = options.decimal === "comma" ? cells.map((cell) => cell.replace(".", ",")) : cells;
    const row = [close, note.replaceAll(delimiter, ""), date ?? stamp(format, minute), ...others, ...(extra === 0 ? ["7"] : [])].join(delimiter);
    return blank === 0 ? ["  ", row] : [row];
  });
  return { delimiter, options, text: lines.join(ends) + (last ? ends : "") };
});

test("the bytes of a text without quotes are read as its lines are, every number to the last bit and every error to the word", () => {
  let read = 0;
  fc.assert(fc.property(cases, (one) => {
    const fast = outcome(() => csvRows(Buffer.from(one.text), { ...one.options, file: FILE, header: headerOf(one.delimiter), linesBefore: 1 }).table);
    expect(fast).toEqual(outcome(() => byLines(one)));
    if (Array.isArray(fast)) read++;
  }), { seed: 1, numRuns: 1500 });
  expect(read).toBeGreaterThan(200);
});

test("quotes anywhere give the text to the library, which reads the same rows", () => {
  const text = "1.5,a,2022-01-03,1,2,0.5,7\n1.6,b,2022-01-04,1,2,0.5,7\n";
  const read = (rows: string): unknown => outcome(() => csvRows(Buffer.from(rows), { file: FILE, header: headerOf(","), linesBefore: 1 }).table);
  expect(read(text.replace("b", '"b, c"'))).toEqual(read(text));
});

test.each(["\n", "\r\n"])("the line of a bad row is the one in the file, quotes and blank lines before it: ends of line %j", (end) => {
  const text = ["1.5,a,2022-01-03,1,2,0.5,7", "", '1.6,"b, c",2022-01-04,1,2,0.5,7', "many,d,2022-01-05,1,2,0.5,7", ""].join(end);
  expect(outcome(() => csvRows(Buffer.from(text), { file: FILE, header: headerOf(","), linesBefore: 1 }).table)).toContain('bars.csv, line 5, column close: "many" is not a number');
});

test("a quote that is not closed is told with the line of the file", () => {
  const read = (): RowTable => csvRows(Buffer.from('1.5,a,2022-01-03,1,2,0.5,7\n1.6,"b,2022-01-04,1,2,0.5,7\n'), { file: FILE, header: headerOf(","), linesBefore: 800 }).table;
  expect(outcome(read)).toMatch(/^bars\.csv: Quote Not Closed: .* at line 80[23]\. Close every quote\.$/);
});
