import { expect, test } from "vitest";
import { closesWithin, momentsWithin } from "./writtenSpan.ts";

const at = Date.parse;

test("days are whole, both inside: a close at a midnight belongs to the day before, a moment at a midnight to the day after", () => {
  const days = { from: "2024-03-14", to: "2024-03-15" };
  // Closes after `from`, up to and with `to`.
  expect(closesWithin("x", days)).toEqual({ from: at("2024-03-14T00:00:00Z"), to: at("2024-03-16T00:00:00Z") });
  // Moments, both inside.
  expect(momentsWithin("x", days)).toEqual({ from: at("2024-03-14T00:00:00Z"), to: at("2024-03-15T23:59:59.999Z") });
});

test("days that follow each other share no close and no moment, and leave none out", () => {
  const [first, second] = [{ from: "2024-03-14", to: "2024-03-14" }, { from: "2024-03-15", to: "2024-03-15" }];
  expect(closesWithin("x", second).from).toBe(closesWithin("x", first).to);
  expect(momentsWithin("x", second).from).toBe(momentsWithin("x", first).to + 1);
});

test("moments are themselves", () => {
  const moments = { from: "2024-03-15T14:30:00Z", to: "2024-03-15T16:30:00+01:00" };
  const span = { from: at("2024-03-15T14:30:00Z"), to: at("2024-03-15T15:30:00Z") };
  expect(closesWithin("x", moments)).toEqual(span);
  expect(momentsWithin("x", moments)).toEqual(span);
});

test("what is not written has no end", () => {
  expect(closesWithin("x", {})).toEqual({ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY });
});

test.each([
  [{ from: "15.3.2024" }, 'yahoo: from is "15.3.2024", which is neither a day nor a moment with a zone. Write 2024-03-15 or 2024-03-15T14:30:00Z.'],
  [{ to: "2024-03-15T14:30:00" }, 'yahoo: to is "2024-03-15T14:30:00", which is neither a day nor a moment with a zone. Write 2024-03-15 or 2024-03-15T14:30:00Z.'],
  [{ to: "2024-02-30" }, 'yahoo: to is "2024-02-30", which is neither a day nor a moment with a zone. Write 2024-03-15 or 2024-03-15T14:30:00Z.'],
  [{ from: "2024-03-15", to: "2024-03-14" }, "yahoo: from 2024-03-15 is after to 2024-03-14. Swap them."],
])("%o is an error", (written, message) => {
  expect(() => momentsWithin("yahoo", written)).toThrow(message);
  expect(() => closesWithin("yahoo", written)).toThrow(message);
  expect(() => closesWithin("", written)).toThrow(message.replace("yahoo: ", ""));
});
