import { expect, test } from "vitest";
import { clockText, dayOrTime } from "./clockText.ts";

test("a time without a zone is read as of UTC; what no calendar and no clock has is refused, not rolled over", () => {
  expect(clockText.parse("2024-02-29 09:30:00")).toBe(Date.parse("2024-02-29T09:30:00Z"));
  expect(clockText.parse("2024-02-29T09:30:00")).toBe(Date.parse("2024-02-29T09:30:00Z"));
  for (const text of ["2023-02-29 09:30:00", "2024-02-30 09:30:00", "2024-03-15 25:00:00", "2024-03-15", "2024-03-15 09:30:00Z", "", 20240315]) expect(clockText.safeParse(text).success).toBe(false);
});

test("a day may stand alone where days do", () => {
  for (const [text, isGood] of [["2024-02-29", true], ["2024-02-29 23:59:59", true], ["2024-02-30", false], ["2024-04-31 10:00:00", false], ["1710460800", false]] as const) expect([text, dayOrTime.safeParse(text).success]).toEqual([text, isGood]);
});
