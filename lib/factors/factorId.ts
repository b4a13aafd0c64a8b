import { nearest } from "../market/nearest.ts";
import { FACTORS, PANEL_FACTORS } from "./catalogue.ts";
import { FactorError } from "./error.ts";
import { CROSS_SECTIONS, type CrossSection } from "./operators/sections.ts";
import { REFERENCE_COLUMNS, type Factor, type Input, type Parameter } from "./factor.ts";

/** A column by id: which output of which factor, with which values of its parameters. */
export type ParsedFactorId = {
  readonly id: string;
  readonly factor: Factor;
  readonly output: number;
  readonly values: Readonly<Record<string, number>>;
  /** The series it compares with: `spy` in `beta_spy_60`. */
  readonly reference: string | undefined;
  /** Other series it takes into account, in alphabetical order: `market` and `value` in `exposure_size_given_value_market_60`. */
  readonly given: readonly string[];
  /** How it is compared across a panel: `rank` in `rsi_14_cs_rank`. */
  readonly section: CrossSection | undefined;
  /** How many rows late: 5 in `rsi_14_lag_5`, else 0. */
  readonly lag: number;
};

type Named = { readonly factor: Factor; readonly output: number };

const OUTPUTS: ReadonlyMap<string, Named> = new Map(
  [...FACTORS, ...PANEL_FACTORS].flatMap((factor) => factor.outputs.map(({ id }, output) => [id, { factor, output }] as const)),
);

const LIST = "`npx marketbook factors --list` prints all.";
const LONGEST_LAG = 1000;
/** The reference that examples name. */
const EXAMPLE_REFERENCE = "spy";

/**
 * Reads an id such as `rsi_14` or `macd_hist_12_26_9`: the name of a column, then its parameters in order.
 * A factor that compares with another series has its name behind its own, `beta_spy_60`; `_lag_5` at the end asks for the value five rows before.
 * In a panel `_cs_rank`, `_cs_zscore`, `_cs_demean` and `_cs_neutral` compare with the other assets of the moment; they stand before the lag.
 */
export function parseFactorId(id: string): ParsedFactorId {
  const [, whole, sectionText, lagText] = /^(.*?)(?:_cs_([a-z]+))?(?:_lag_(\d+))?$/.exec(id) ?? [];
  const section = sectionText === undefined ? undefined : readSection(id, sectionText);
  const [, words, tail] = whole !== undefined && OUTPUTS.has(whole) ? [whole, whole, ""] : /^([a-z]+[a-z0-9]*(?:_[a-z]+[a-z0-9]*)*?)((?:_\d+(?:\.\d+)?)*)$/.exec(whole ?? "") ?? [];
  const found = words === undefined ? undefined : named(words);
  if (found === undefined || tail === undefined) throw new FactorError(`there is no factor "${id}".${suggestion(id)} ${LIST}`);
  const { factor, given, output, reference } = found;
  const texts = tail === "" ? [] : tail.slice(1).split("_");
  const names = Object.keys(factor.parameters);
  const name = factor.outputs[output]!.id;
  const isWrong = texts.length > names.length || texts.length < names.filter((parameter) => factor.parameters[parameter]?.default === undefined).length;
  if (isWrong) throw new FactorError(`"${id}" has ${texts.length} parameters, ${name} takes ${names.length} (${names.join(", ") || "none"}), as in "${exampleId(factor, output)}".`);
  const values = Object.fromEntries(names.map((parameter, k) => [parameter, readValue(id, parameter, factor.parameters[parameter]!, texts[k])]));
  const refusal = factor.refuse?.(values);
  if (refusal !== undefined) throw new FactorError(`"${id}": ${refusal}.`);
  const lag = lagText === undefined ? 0 : readValue(id, "lag", { least: 1, most: LONGEST_LAG, whole: true }, lagText);
  return { id, factor, output, values, reference, given, section, lag };
}

/** Id of an output for values of the parameters in order. */
export function formatFactorId(factor: Factor, output: number, values: readonly number[], reference = EXAMPLE_REFERENCE, given: readonly string[] = []): string {
  const beside = factor.joint && given.length > 0 ? ["given", ...given] : [];
  return [factor.outputs[output]!.id, ...(comparesWithReference(factor) ? [reference, ...beside] : []), ...values].join("_");
}

/** An id of this column that works. */
export function exampleId(factor: Factor, output: number): string {
  return formatFactorId(factor, output, factor.example ?? factor.defaults[0] ?? factor.more?.[0] ?? []);
}

/** Whether an id is one of these references and no others; names with other letters, or with words that ids use, are not. */
export function isReadAs(id: string, reference: string, given: readonly string[]): boolean {
  const [, whole] = /^(.*?)((?:_\d+(?:\.\d+)?)*)$/.exec(id) ?? [];
  const found = /_lag$/.test(whole ?? "") ? undefined : named(whole ?? "");
  return found?.reference === reference && found.given.join() === given.toSorted().join() && [reference, ...given].every((name) => /^[a-z][a-z0-9]*(_[a-z][a-z0-9]*)*$/.test(name));
}

/** Whether the factor reads another series, which its ids then name. */
export function comparesWithReference({ inputs }: Factor): boolean {
  const columns: readonly Input[] = REFERENCE_COLUMNS;
  return inputs.some((input) => columns.includes(input));
}

/** The output with that name, with or without parameters behind it. */
export function outputOf(id: string): Named {
  const found = OUTPUTS.get(id) ?? named(id.replace(/_lag_\d+$/, "").replace(/_cs_[a-z]+$/, "").replace(/(_[\d.]+)+$/, ""));
  if (found === undefined) throw new FactorError(`there is no factor "${id}".${suggestion(id)} ${LIST}`);
  return found;
}

/** The output of that name; of a factor that compares, the name and the reference behind it. */
function named(words: string): (Named & Pick<ParsedFactorId, "given" | "reference">) | undefined {
  const whole = OUTPUTS.get(words);
  if (whole) return comparesWithReference(whole.factor) ? undefined : { ...whole, reference: undefined, given: [] };
  const [first = "", others] = words.split("_given_");
  const given = others?.split("_").sort() ?? [];
  for (let end = first.lastIndexOf("_"); end > 0; end = first.lastIndexOf("_", end - 1)) {
    const found = OUTPUTS.get(first.slice(0, end));
    const reference = first.slice(end + 1);
    const fits = found && comparesWithReference(found.factor) && (given.length === 0 || found.factor.joint) && new Set([reference, ...given]).size === given.length + 1;
    if (fits) return { ...found, reference, given };
  }
  return undefined;
}

function readSection(id: string, text: string): CrossSection {
  if (isSection(text)) return text;
  throw new FactorError(`"${id}": across a panel there are ${Object.keys(CROSS_SECTIONS).map((name) => `_cs_${name}`).join(", ")}, not "_cs_${text}".`);
}

function isSection(text: string): text is CrossSection {
  return Object.hasOwn(CROSS_SECTIONS, text);
}

function readValue(id: string, name: string, { least, most, whole, default: usual }: Parameter, text: string | undefined): number {
  const value = text === undefined ? (usual ?? Number.NaN) : Number(text);
  if (value >= least && value <= most && (!whole || Number.isInteger(value)) && (text === undefined || String(value) === text)) return value;
  throw new FactorError(`"${id}": ${name} must be ${whole ? "a whole number" : "a number"} from ${least} to ${most}, got "${text ?? value}".`);
}

/** The nearest id there is, with the parameters asked for where its factor takes them; nothing if no name is near. */
function suggestion(id: string): string {
  const name = id.toLowerCase().replace(/(_?[\d.]+)+$/, "");
  const names = [...OUTPUTS.keys()];
  const found = OUTPUTS.get(names.find((output) => output === name) ?? names.find((output) => output.startsWith(`${name}_`)) ?? nearest(name, names) ?? "");
  if (found === undefined) return "";
  const { factor, output } = found;
  const values = (id.slice(name.length).match(/\d+(\.\d+)?/g) ?? []).map(Number);
  const parameters = Object.values(factor.parameters);
  const fits = parameters.every(({ default: usual, least, most }, k) => (values[k] ?? usual ?? Number.NaN) >= least && (values[k] ?? 0) <= most);
  return ` Did you mean "${fits ? formatFactorId(factor, output, values.slice(0, parameters.length)) : exampleId(factor, output)}"?`;
}
