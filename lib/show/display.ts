import { inspect } from "node:util";
import { isNumbers, isTensor, numbersBundle, tensorBundle } from "./arrays.ts";
import type { MimeBundle } from "./bundle.ts";
import { isAlreadyPrinted } from "./consoleTable.ts";
import { fieldsBundle, lineBundle } from "./fields.ts";
import { figureBundle, isFigure } from "./figure.ts";
import { formatCount, formatOther } from "./formats.ts";
import { isModel, modelBundle } from "./models.ts";
import { backtestBundle, barsBundle, columnsBundle, isBacktestResult, isFittedScaler, isWindows, scalerBundle, windowsBundle } from "./stages.ts";
import { tableBundle } from "./table.ts";
import { isArqueroTable, isBars, isColumns, isDanfoFrame } from "./tableSource.ts";

/** Deno's convention: an object that brings its own bundle. */
const OWN = Symbol.for("Jupyter.display");

/**
 * How a value at the end of a cell shows itself: tables as tables, bars as candles, tensors with shape and range, never a long dump.
 * Values are known by their fields, since a cell may hold another instance of a package. An empty bundle means: nothing to show.
 * Never throws; what cannot be shown well is shown short.
 */
export function displayOf(value: unknown): MimeBundle | undefined {
  if (value === undefined) return undefined;
  try {
    return bundleOf(value);
  } catch {
    return lineBundle(inspect(value, { depth: 1, maxArrayLength: 10, maxStringLength: 200, breakLength: 100 }));
  }
}

function bundleOf(value: unknown): MimeBundle {
  if (typeof value === "function") return lineBundle(signatureOf(value));
  if (typeof value !== "object" || value === null) return lineBundle(String(value));
  const own = Reflect.get(value, OWN);
  if (typeof own === "function") return own.call(value);
  if (value instanceof Promise || ("then" in value && typeof value.then === "function")) return lineBundle("a promise: write `await` before it to see its value");
  if (isErrorLike(value)) return lineBundle(`${value.name}: ${value.message}`);
  if (isFigure(value)) return figureBundle(value);
  if (isArqueroTable(value)) return isAlreadyPrinted(value) ? {} : tableBundle(value);
  if (isDanfoFrame(value)) return tableBundle(value);
  if (isBars(value)) return barsBundle(value);
  if (isColumns(value)) return columnsBundle(value);
  if (isWindows(value)) return windowsBundle(value);
  if (isFittedScaler(value)) return scalerBundle(value);
  if (isBacktestResult(value)) return backtestBundle(value);
  if (isModel(value)) return modelBundle(value);
  if (isTensor(value)) return tensorBundle(value);
  if (isNumbers(value)) return numbersBundle(value.constructor.name, value);
  if (value instanceof Date) return lineBundle(formatOther(value));
  if (Array.isArray(value)) return listBundle(value);
  if (value instanceof Map) return fieldsBundle(formatCount(value.size, "entry", "entries"), Array.from(value, ([key, field]) => [String(key), field] as const));
  if (value instanceof Set) return listBundle([...value]);
  return objectBundle(value);
}

function listBundle(list: readonly unknown[]): MimeBundle {
  if (list.length === 0) return lineBundle("an empty list");
  if (list.every((item) => typeof item === "number")) return list.length <= 20 ? lineBundle(list.join(", ")) : numbersBundle("numbers", list);
  if (list.every((item) => isPlainObject(item))) return tableBundle(list, isFindings(list) ? { title: formatCount(list.length, "finding"), rows: 20 } : {});
  const lines = list.slice(0, 30).map((item) => formatOther(item));
  const rest = list.length > 30 ? [`… ${(list.length - 30).toLocaleString("en")} more`] : [];
  const isShort = lines.every((line) => line.length <= 20) && !list.some(Array.isArray);
  return lineBundle([...lines, ...rest].join(isShort ? ", " : "\n"));
}

function objectBundle(value: object): MimeBundle {
  const fields = Object.entries(value).filter(([, field]) => typeof field !== "function");
  const name = value.constructor?.name ?? "";
  const title = name === "Object" ? "" : name;
  if (fields.length === 0) return lineBundle(title === "" ? "an object without fields" : title);
  return fieldsBundle(title, fields);
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value) && !(value instanceof Date);
}

/** Findings of any folder: bad bars, leaks, too few trades. */
function isFindings(list: readonly object[]): boolean {
  return list.every((item) => "code" in item && "where" in item);
}

function isErrorLike(value: object): value is Error {
  return "name" in value && "message" in value && "stack" in value && typeof value.stack === "string";
}

/** The head of a function: its name and arguments, without the body. */
function signatureOf(value: Function): string {
  const source = Function.prototype.toString.call(value);
  if (source.startsWith("class")) return `class ${value.name}`;
  const head = /^(?:async\s+)?(?:function\s*\*?\s*)?[\w$]*\s*(\([^]*?\)|[\w$]+)\s*(?:=>|\{)/.exec(source)?.[1] ?? "(…)";
  return `function ${value.name}${(head.startsWith("(") ? head : `(${head})`).replace(/\s+/g, " ").replace(/ ([,)])/g, "$1")}`;
}
