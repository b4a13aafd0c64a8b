import { expect, test } from "vitest";
import { z } from "zod";
import type { Answer } from "./answer.ts";
import { formatFinding } from "../finding.ts";
import { readAnswer, readRows } from "./readAnswer.ts";

const answer = (body: string, more: Partial<Answer> = {}): Answer => ({ source: "vendor", kind: "bars", about: {}, url: "https://vendor.example/", receivedAt: 0, body: new TextEncoder().encode(body), sha256: "", ...more });
const schema = z.object({ chart: z.object({ result: z.array(z.object({ time: z.number(), unit: z.enum(["s", "ms"]), volume: z.union([z.number(), z.null()]) })) }) });
const read = (body: string): readonly string[] => readAnswer(answer(body), schema).findings.map(formatFinding);

test("an answer as agreed is its value", () => {
  const body = { chart: { result: [{ time: 1, unit: "s", volume: null }] } };
  expect(readAnswer(answer(`\uFEFF${JSON.stringify(body)}`), schema)).toEqual({ value: body, findings: [] });
});

test.each([
  ['{"chart":{"result":[{"unit":"s","volume":1}]}}', "error: field missing at chart.result[0].time of vendor's answer: expected a number, got nothing"],
  ['{"chart":{"result":[{"time":"1","unit":"s","volume":1}]}}', 'error: wrong type at chart.result[0].time of vendor\'s answer: expected a number, got "1"'],
  ['{"chart":{"result":[{"time":1,"unit":"h","volume":1}]}}', 'error: value impossible at chart.result[0].unit of vendor\'s answer: expected one of "s"|"ms", got "h"'],
  ['{"chart":null}', "error: wrong type at chart of vendor's answer: expected an object, got null"],
  ["[]", "error: wrong type at answer of vendor's answer: expected an object, got []"],
  ['{"chart":{"res', 'error: answer cut off at answer of vendor\'s answer: expected JSON, got 14 characters that end with "{\\"chart\\":{\\"res"'],
  ["<html>", 'error: wrong type at answer of vendor\'s answer: expected JSON, got "<html>"'],
  ["", "error: wrong type at answer of vendor's answer: expected JSON, got nothing"],
])("%s is a finding with the field's path", (body, finding) => {
  expect(read(body)).toEqual([finding]);
});

test("a clock that differs is told with every answer", () => {
  const { findings } = readAnswer(answer("{}", { clockSkewMillis: -300_000 }), z.object({}));
  expect(findings.map(formatFinding)).toEqual(["warning: clock skew at header Date of vendor's answer: expected the time of this machine, within 2 minutes, got a clock 5.0 minutes behind it"]);
});

test("a row that cannot be read costs only itself, and is told with its place", () => {
  const { findings, rows } = readRows("vendor", "bars", [{ close: 1 }, { close: "2" }, { close: 3 }], z.object({ close: z.number() }));
  expect(rows).toEqual([{ row: 0, value: { close: 1 } }, { row: 2, value: { close: 3 } }]);
  expect(findings.map(formatFinding)).toEqual(['error: row left out at bars[1].close (row 1) of vendor\'s answer: expected a number, got "2"']);
});

test("after twenty rows the rest is one finding", () => {
  const { findings } = readRows("vendor", "bars", Array.from({ length: 50 }, () => null), z.number());
  expect(findings).toHaveLength(21);
  expect(findings.at(-1)?.got).toBe("30 more that are not");
});
