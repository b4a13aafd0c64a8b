import { z } from "zod";
import { nearest } from "../../market/nearest.ts";
import { scheduleFileShape } from "./schedule.ts";

/** Something wrong in a file of schedules. */
export type FileProblem = { readonly line: number; /** Of what cannot be read as YAML at all. */ readonly column?: number; /** schedules.nightly.cron */ readonly field: string; readonly text: string };

type LineOf = (place: readonly PropertyKey[], key?: string) => number;

/** Issues of zod as sentences: what the field wants, what it got, the nearest of what is allowed. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], given: unknown, line: LineOf): readonly FileProblem[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [{ line: line(issue.path), field: fieldOf(issue.path), text: textOf(issue, valueAt(given, issue.path)) }];
    const fields = fieldsAt(scheduleFileShape, issue.path, given);
    return issue.keys.map((key) => ({
      line: line(issue.path, key), field: fieldOf([...issue.path, key]),
      text: `is no field here.${meant(key, fields)} Fields: ${fields.join(", ")}`,
    }));
  }).toSorted((a, b) => a.line - b.line);
}

function textOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === "invalid_value") return `wants ${issue.values.length === 1 ? "" : "one of "}${issue.values.map(String).join(", ")}; got ${shown(value)}.${typeof value === "string" ? meant(value, issue.values.map(String)) : ""}`.replace(/\.$/, "");
  if (issue.code === "invalid_union" && issue.path.at(-1) === "type") return `wants one of file, webhook, email; got ${shown(value)}`;
  if (issue.code === "invalid_key") return issue.issues[0]?.message ?? issue.message;
  if (issue.code === "too_small" || issue.code === "too_big") {
    const bound = issue.code === "too_small" ? `at least ${issue.inclusive === false ? "more than " : ""}${issue.minimum}` : `at most ${issue.maximum}`;
    return `wants ${bound}${issue.origin === "array" ? " of them" : ""}; got ${shown(value)}`;
  }
  if (value === undefined && issue.code === "invalid_type") return `is missing (${issue.expected})`;
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input")) return `wants ${WORDS[issue.expected] ?? issue.expected}; got ${shown(value)}`;
  return issue.code === "custom" || issue.message.includes("got ") ? issue.message : `${issue.message}; got ${shown(value)}`;
}

const WORDS: Readonly<Record<string, string>> = { object: "fields below it", record: "names below it", array: "a list", string: "text", int: "a whole number", number: "a number", boolean: "true or false" };

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function meant(word: string, allowed: readonly string[]): string {
  const near = nearest(word, allowed);
  return near === undefined ? "" : ` Did you mean ${near}?`;
}

const fieldOf = (place: readonly PropertyKey[]): string => place.map(String).join(".") || "the file";

function valueAt(tree: unknown, place: readonly PropertyKey[]): unknown {
  return place.reduce<unknown>((here, key) => (here !== null && typeof here === "object" ? Reflect.get(here, key) : undefined), tree);
}

/** The names that a place of the file may hold. */
function fieldsAt(shape: unknown, place: readonly PropertyKey[], given: unknown): readonly string[] {
  const inner = unwrapped(shape, given);
  if (inner instanceof z.ZodObject) {
    const [key, ...rest] = place;
    return key === undefined ? Object.keys(inner.shape) : fieldsAt(inner.shape[String(key)], rest, valueAt(given, [key]));
  }
  if (inner instanceof z.ZodRecord) return fieldsAt(inner.valueType, place.slice(1), valueAt(given, place.slice(0, 1)));
  if (inner instanceof z.ZodArray) return fieldsAt(inner.element, place.slice(1), valueAt(given, place.slice(0, 1)));
  return [];
}

/** What stands behind defaults, options and preparations; of channels the one whose type is given. */
function unwrapped(shape: unknown, given: unknown): unknown {
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodDefault || shape instanceof z.ZodPrefault) return unwrapped(shape.def.innerType, given);
  if (shape instanceof z.ZodPipe) return unwrapped(shape.def.in instanceof z.ZodTransform ? shape.def.out : shape.def.in, given);
  if (shape instanceof z.ZodDiscriminatedUnion) return shape.options.find((option) => option instanceof z.ZodObject && option.shape.type.safeParse(valueAt(given, ["type"])).success);
  return shape;
}
