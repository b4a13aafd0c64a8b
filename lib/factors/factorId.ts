import { nearest } from "../market/nearest.ts";
import { FACTORS } from "./catalogue.ts";
import { FactorError } from "./error.ts";
import type { Factor, Parameter } from "./factor.ts";

/** A column by id: which output of which factor, with which values of its parameters. */
export type ParsedFactorId = {
  readonly id: string;
  readonly factor: Factor;
  readonly output: number;
  readonly values: Readonly<Record<string, number>>;
};

const OUTPUTS: ReadonlyMap<string, { factor: Factor; output: number }> = new Map(
  FACTORS.flatMap((factor) => factor.outputs.map(({ id }, output) => [id, { factor, output }] as const)),
);

const LIST = "`npx marketbook factors --list` prints all.";

/** Reads an id such as `rsi_14` or `macd_hist_12_26_9`: the name of a column, then its parameters in order. */
export function parseFactorId(id: string): ParsedFactorId {
  const [, name, tail] = /^([a-z]+(?:_[a-z]+)*)((?:_\d+(?:\.\d+)?)*)$/.exec(id) ?? [];
  const found = name === undefined ? undefined : OUTPUTS.get(name);
  if (name === undefined || tail === undefined || found === undefined) throw new FactorError(`there is no factor "${id}".${suggestion(id)} ${LIST}`);
  const texts = tail === "" ? [] : tail.slice(1).split("_");
  const { factor } = found;
  const names = Object.keys(factor.parameters);
  const asked = texts.length > names.length || texts.length < names.filter((parameter) => factor.parameters[parameter]?.default === undefined).length;
  if (asked) throw new FactorError(`"${id}" has ${texts.length} parameters, ${name} takes ${names.length} (${names.join(", ") || "none"}), as in "${exampleId(factor, found.output)}".`);
  const values = Object.fromEntries(names.map((parameter, k) => [parameter, readValue(id, parameter, factor.parameters[parameter]!, texts[k])]));
  const refusal = factor.refuse?.(values);
  if (refusal !== undefined) throw new FactorError(`"${id}": ${refusal}.`);
  return { id, factor, output: found.output, values };
}

/** Id of an output for values of the parameters in order. */
export function formatFactorId(factor: Factor, output: number, values: readonly number[]): string {
  return [factor.outputs[output]!.id, ...values].join("_");
}

/** The default set of columns, family by family. */
export function factorIds(): readonly string[] {
  return FACTORS.flatMap((factor) => factor.defaults.flatMap((values) => factor.outputs.map((_, output) => formatFactorId(factor, output, values))));
}

/** An id of this column that works. */
export function exampleId(factor: Factor, output: number): string {
  return formatFactorId(factor, output, factor.example ?? factor.defaults[0] ?? []);
}

/** The output with that name, with or without parameters behind it. */
export function outputOf(id: string): { readonly factor: Factor; readonly output: number } {
  const found = OUTPUTS.get(id) ?? OUTPUTS.get(id.replace(/(_[\d.]+)+$/, ""));
  if (found === undefined) throw new FactorError(`there is no factor "${id}".${suggestion(id)} ${LIST}`);
  return found;
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
  const found = OUTPUTS.get(names.find((output) => output.startsWith(`${name}_`)) ?? nearest(name, names) ?? "");
  if (found === undefined) return "";
  const { factor, output } = found;
  const values = (id.slice(name.length).match(/\d+(\.\d+)?/g) ?? []).map(Number);
  const parameters = Object.values(factor.parameters);
  const fits = parameters.every(({ default: usual, least, most }, k) => (values[k] ?? usual ?? Number.NaN) >= least && (values[k] ?? 0) <= most);
  return ` Did you mean "${fits ? formatFactorId(factor, output, values.slice(0, parameters.length)) : exampleId(factor, output)}"?`;
}
