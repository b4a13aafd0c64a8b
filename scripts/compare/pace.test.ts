import { expect, test } from "vitest";
import { paceOf } from "./pace.ts";

test("counts each model by its own time, one never seen by the mean of all, shared by the workers", () => {
  const pace = paceOf(["slow", "slow", "fast", "fast", "new"], 2);
  expect(pace.left()).toBeUndefined();
  pace.ended("slow", 9);
  pace.ended("fast", 1);
  expect(pace.left()).toBe((9 + 1 + 5) / 2);
  for (const kind of ["slow", "fast", "new"]) pace.ended(kind, 2);
  expect(pace.left()).toBe(0);
});
