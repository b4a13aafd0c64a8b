import type { z } from "zod";
import type { Answer } from "./answer.ts";
import type { AnswerFinding } from "./answerFinding.ts";

/** Findings told one by one; the rest is told as a number. */
const MOST_TOLD = 20;

/** What was read, and what was not as agreed. */
export type Read<T> = { readonly value: T | undefined; readonly findings: readonly AnswerFinding[] };

/** The text of an answer, in UTF-8, without a byte order mark. */
export function textOf(answer: Answer): string {
  return new TextDecoder().decode(answer.body);
}

/** The finding that the source's clock and ours differ, if they do by more than two minutes: one of them stamps bars wrongly. */
export function clockFindings({ clockSkewMillis, source }: Answer): readonly AnswerFinding[] {
  if (clockSkewMillis === undefined) return [];
  const minutes = (Math.abs(clockSkewMillis) / 60_000).toFixed(1);
  return [{ code: "clock skew", severity: "warning", where: { source, path: "header Date" }, expected: "the time of this machine, within 2 minutes", got: `a clock ${minutes} minutes ${clockSkewMillis > 0 ? "ahead of" : "behind"} it` }];
}

/**
 * The JSON of an answer by a schema. What is not as agreed is told with the field's path and leaves no value; a clock that differs is told too.
 * Use `readRows` for its rows, so that one bad row costs only itself.
 */
export function readAnswer<T>(answer: Answer, schema: z.ZodType<T>): Read<T> {
  const { source } = answer;
  const clock = clockFindings(answer);
  const text = textOf(answer);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const isCutOff = /^\s*[[{]/.test(text);
    const got = text === "" ? "nothing" : isCutOff ? `${text.length} characters that end with ${brief(text.slice(-40))}` : brief(text);
    return { value: undefined, findings: [...clock, { code: isCutOff ? "answer cut off" : "wrong type", severity: "error", where: { source, path: "answer" }, expected: "JSON", got }] };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data, findings: clock };
  const findings = parsed.error.issues.map((issue) => findingOf(issue, json, source, ""));
  return { value: undefined, findings: [...clock, ...gathered(findings, source, "answer")] };
}

/** Rows by a schema, with their places. A row that cannot be read is left out and told; after twenty the rest is one finding. */
export function readRows<T>(source: string, path: string, rows: readonly unknown[], schema: z.ZodType<T>): { readonly rows: readonly { readonly row: number; readonly value: T }[]; readonly findings: readonly AnswerFinding[] } {
  const read: { row: number; value: T }[] = [];
  const findings: AnswerFinding[] = [];
  rows.forEach((candidate, row) => {
    const parsed = schema.safeParse(candidate);
    if (parsed.success) read.push({ row, value: parsed.data });
    else findings.push(leftOut(parsed.error.issues, candidate, source, `${path}[${row}]`, row));
  });
  return { rows: read, findings: gathered(findings, source, path) };
}

/** The first twenty findings, and one that counts the others. */
export function gathered(findings: readonly AnswerFinding[], source: string, path: string): readonly AnswerFinding[] {
  if (findings.length <= MOST_TOLD) return findings;
  const more = findings.length - MOST_TOLD;
  return [...findings.slice(0, MOST_TOLD), { code: "row left out", severity: "error", where: { source, path }, expected: "every row as agreed", got: `${more} more that are not` }];
}

/** Short text of a value in a finding: cut after 60 characters. */
export function brief(value: unknown): string {
  const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

type Issue = z.core.$ZodIssue;

function leftOut(issues: readonly Issue[], row: unknown, source: string, path: string, number: number): AnswerFinding {
  const [issue] = issues;
  const found = issue === undefined ? undefined : findingOf(issue, row, source, path);
  return { code: "row left out", severity: "error", where: { source, path: found?.where.path ?? path, row: number }, expected: found?.expected ?? "a row as agreed", got: found?.got ?? brief(row) };
}

function findingOf(issue: Issue, whole: unknown, source: string, prefix: string): AnswerFinding {
  // Of several shapes, the one that went furthest is the one that was meant.
  if (issue.code === "invalid_union") {
    const inner = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
    if (inner !== undefined && inner.path.length > 0) return findingOf({ ...inner, path: [...issue.path, ...inner.path] }, whole, source, prefix);
  }
  const value = issue.path.reduce<unknown>((inside, key) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, key) : undefined), whole);
  const code = value === undefined ? "field missing" : issue.code === "invalid_type" || issue.code === "invalid_union" ? "wrong type" : "value impossible";
  return { code, severity: "error", where: { source, path: pathText(issue.path, prefix) }, expected: issue.code === "invalid_type" ? `${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected}` : wanted(issue.message), got: brief(value) };
}

function wanted(message: string): string {
  return message.replace(/^Invalid \w+: expected /, "").replace(/^Invalid input$/, "one of the agreed shapes");
}

function pathText(path: readonly PropertyKey[], prefix: string): string {
  const text = path.reduce<string>((before, key) => (typeof key === "number" ? `${before}[${key}]` : before === "" ? String(key) : `${before}.${String(key)}`), prefix);
  return text === "" ? "answer" : text;
}
