import fc from "fast-check";
import { expect, test } from "vitest";
import { INTERVAL_MILLIS } from "../barTime.ts";
import { SESSIONS, sessionsAt, sessionWindow } from "./sessions.ts";
import { currencySessions } from "./currencySessions.ts";

const times = (texts: readonly string[]): Float64Array => Float64Array.from(texts, (text) => Date.parse(`${text}Z`));

test("a bar is in the sessions of its open, which are bits, and knows when each opened", () => {
  const { open, opened } = currencySessions(times(["2024-01-03T08:00", "2024-01-03T09:00", "2024-01-03T14:00", "2024-01-06T10:00"]), "1h");
  expect([...open]).toEqual([2, 2 + 4, 4 + 8, 0]);
  expect([...opened.Tokyo]).toEqual([...times(["2024-01-03T00:00", "2024-01-03T00:00"]), Number.NaN, Number.NaN]);
  expect(opened["New York"][2]).toBe(Date.parse("2024-01-03T13:00Z"));
});

test("Sydney's session of a date opens on the evening before", () => {
  const { open, opened } = currencySessions(times(["2024-01-07T22:00", "2024-01-07T23:00", "2024-01-08T01:00"]), "1h");
  expect([...open]).toEqual([0, 1, 1 + 2]);
  expect([...opened.Sydney.subarray(1)]).toEqual([...times(["2024-01-07T22:00", "2024-01-07T22:00"])]);
});

test("columns say what each bar says by itself, in either kind of hours and any order of bars", () => {
  const moments = fc.array(fc.integer({ min: Date.UTC(1999, 0, 1) / 300_000, max: Date.UTC(2029, 0, 1) / 300_000 }), { maxLength: 30 });
  fc.assert(
    fc.property(moments, fc.constantFrom("utc", "local"), fc.constantFrom("5m", "1h"), (steps, hours, interval) => {
      const closeTime = Float64Array.from(steps, (step) => step * 300_000);
      const { open, opened } = currencySessions(closeTime, interval, hours);
      for (let t = 0; t < closeTime.length; t++) {
        const start = closeTime[t]! - INTERVAL_MILLIS[interval];
        expect(SESSIONS.filter((_, k) => open[t]! & (1 << k)).map(({ name }) => name)).toEqual(sessionsAt(start, hours));
        for (const { name } of SESSIONS) {
          const { from, isOpen } = sessionWindow(name, start, hours);
          expect(opened[name][t]).toBe(isOpen ? from : Number.NaN);
        }
      }
    }), { seed: 1 },
  );
});
