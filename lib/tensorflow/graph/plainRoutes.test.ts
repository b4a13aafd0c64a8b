import { expect, test } from "vitest";
import { plainRoutes, withPlainRoutes } from "./plainRoutes.ts";

test("plain routes hold while the function runs, its promise included, and end when it fails", async () => {
  expect(withPlainRoutes(() => plainRoutes())).toBe(true);
  expect(plainRoutes()).toBe(false);
  let end = () => {};
  const promise = withPlainRoutes(() => new Promise<void>((resolve) => (end = resolve)));
  expect(plainRoutes()).toBe(true);
  end();
  await promise;
  expect(plainRoutes()).toBe(false);
  expect(() => withPlainRoutes(() => { throw new Error("no"); })).toThrow("no");
  await expect(withPlainRoutes(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(plainRoutes()).toBe(false);
});
