import { expect, test } from "vitest";
import { formatFinding } from "../finding.ts";
import type { Answer } from "../connection/answer.ts";
import { barPage, type BarRow } from "./barPage.ts";

const receivedAt = Date.parse("2024-03-15T20:00:30Z");
const row = (close: string): BarRow => ({ closeTime: Date.parse(close), open: 1, high: 2, low: 1, close: 2, volume: 3 });

test("a bar that has not begun is neither finished nor the running one, and is told", () => {
  const answer: Answer = { source: "vendor", kind: "bars", about: { symbol: "AAPL", interval: "1m", from: "2024-03-15T19:00:00Z", to: "2024-03-15T20:00:30Z" }, url: "", receivedAt, body: new Uint8Array(), sha256: "" };
  const page = barPage(answer, [row("2024-03-15T20:00:00Z"), row("2024-03-15T20:01:00Z"), row("5024-03-15T20:00:00Z")], { provenance: "made up", findings: [], path: "rows" });
  expect([Array.from(page.bars.closeTime), Array.from(page.unfinished?.closeTime ?? [])]).toEqual([[Date.parse("2024-03-15T20:00:00Z")], [Date.parse("2024-03-15T20:01:00Z")]]);
  expect(page.findings.map(formatFinding)).toEqual(["warning: row left out at rows of vendor's answer: expected bars that have begun, got 1 bar of the future, the first 5024-03-15T20:00:00.000Z"]);
});
