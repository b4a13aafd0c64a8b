/**
 * How a column's values are written: a number of digits after the point, a named form, or a function.
 * `percent` takes a share (0.0123 is 1.23 %). Without a format the digits follow from the column's largest value.
 */
export type Format = number | "integer" | "percent" | "date" | "time" | "plain" | ((value: unknown) => string);

const DAY = 86_400_000;

/** A share as percent with two digits: 0.0123 → "1.23 %". */
export function formatPercent(share: number, digits = 2): string {
  return Number.isFinite(share) ? `${fixed(share * 100, digits)} %` : missing(share);
}

/** One number by itself: whole numbers with thousands from 10,000 on, others with about five significant digits. */
export function formatNumber(value: number): string {
  return write(value, digitsFor([value]));
}

/** A time as ISO: the date alone where the time of day says nothing (midnight or a day's last millisecond), else to the minute, UTC. */
export function formatTime(millis: number): string {
  if (!Number.isFinite(millis) || Math.abs(millis) > 8.64e15) return missing(millis);
  const text = new Date(millis).toISOString();
  const ofDay = ((millis % DAY) + DAY) % DAY;
  return ofDay === 0 || ofDay === DAY - 1 ? text.slice(0, 10) : text.slice(0, 16).replace("T", " ");
}

/** The writer of a column: every number with the same digits, so that points stand under each other; unless small ones would vanish so. */
export function columnFormat(name: string, values: readonly unknown[], format?: Format): (value: unknown) => string {
  if (typeof format === "function") return format;
  const numbers = values.filter((value) => typeof value === "number");
  const isMixed = format === undefined && hasMixedSizes(numbers);
  const digits = typeof format === "number" ? format : format === "integer" ? 0 : digitsFor(numbers);
  const chosen = format ?? (isTimeColumn(name, numbers) ? "time" : undefined);
  return (value) => {
    if (typeof value !== "number") return formatOther(value);
    if (chosen === "percent") return formatPercent(value);
    if (chosen === "date") return formatTime(value).slice(0, 10);
    if (chosen === "time") return formatTime(value);
    if (chosen === "plain") return String(value);
    return isMixed ? formatNumber(value) : write(value, digits);
  };
}

/** Anything but a number in one short line. A missing figure says N/A and why. */
export function formatOther(value: unknown): string {
  if (value === null || value === undefined) return "N/A";
  if (value instanceof Date) return formatTime(value.getTime());
  if (typeof value !== "object") return String(value);
  if ("value" in value && "reason" in value && (value.value === undefined || value.value === null)) return `N/A (${String(value.reason)})`;
  if ("from" in value && "to" in value) return `${formatOther(value.from)} … ${formatOther(value.to)}`;
  if (Array.isArray(value)) return value.length <= 8 ? value.map((item) => formatCell(item)).join(", ") : `${value.length.toLocaleString("en")} values`;
  if (ArrayBuffer.isView(value) && "length" in value) return `${value.constructor.name}(${String(value.length)})`;
  const fields = Object.entries(value).filter(([, field]) => typeof field !== "function");
  return fields.length <= 4 ? fields.map(([key, field]) => `${key} ${formatCell(field, true)}`).join(", ") : `${fields.length} fields`;
}

/** A value by itself in one short line. */
export function formatCell(value: unknown, inside = false): string {
  if (typeof value === "number") return formatNumber(value);
  return inside && typeof value === "object" && value !== null && !(value instanceof Date) ? "{…}" : formatOther(value);
}

/** Digits after the point, −1 for exponents: five significant ones at the largest magnitude, four below one, at least two for prices. */
function digitsFor(numbers: readonly number[]): number {
  const finite = numbers.filter(Number.isFinite);
  if (finite.every(Number.isInteger)) return 0;
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest >= 1e15 || largest < 1e-5) return -1;
  return Math.max(2, (largest < 1 ? 3 : 4) - Math.floor(Math.log10(largest)));
}

/** Whether common digits would leave more than a quarter of the values with one significant digit or none, as a count above a mean of returns. */
function hasMixedSizes(numbers: readonly number[]): boolean {
  const digits = digitsFor(numbers);
  const sizes = numbers.filter((value) => Number.isFinite(value) && value !== 0).map(Math.abs);
  return digits > 0 && sizes.filter((size) => size < 10 ** (1 - digits)).length > sizes.length / 4;
}

function write(value: number, digits: number): string {
  if (!Number.isFinite(value)) return missing(value);
  if (digits < 0) return value.toExponential(3);
  return Number.isInteger(value) && digits === 0 && Math.abs(value) < 10_000 ? String(value) : fixed(value, digits);
}

/** What rounds to zero has no sign. */
function fixed(value: number, digits: number): string {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "negative" });
}

function missing(value: number): string {
  return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
}

/** Milliseconds of 1971 and later under a name that speaks of time. */
function isTimeColumn(name: string, numbers: readonly number[]): boolean {
  return /time|date/i.test(name) && numbers.length > 0 && numbers.every((value) => Number.isNaN(value) || value > 365 * DAY);
}

/** "5,105 bars, 2000-01-03 … 2020-04-17". */
export function spanText(closeTime: Float64Array, what: string): string {
  const count = formatCount(closeTime.length, what);
  return closeTime.length === 0 ? count : `${count}, ${formatTime(closeTime[0]!)} … ${formatTime(closeTime.at(-1)!)}`;
}

/** "1 row", "5,096 rows". */
export function formatCount(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
}
