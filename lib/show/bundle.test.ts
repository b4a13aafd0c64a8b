import { expect, test } from "vitest";
import { isNotebook, show } from "./bundle.ts";
import { shownBy } from "./notebook.fixture.ts";

test("outside a kernel nothing is shown and nothing fails", () => {
  expect(isNotebook()).toBe(false);
  expect(() => show({ "text/plain": "unseen" })).not.toThrow();
});

test("a bundle goes out whole, with its id and as an update where asked", async () => {
  const messages = await shownBy(() => {
    expect(isNotebook()).toBe(true);
    show({ "text/html": "<b>1</b>", "text/plain": "1" });
    show({ "text/plain": "2" }, { id: "bar", update: true });
  });
  expect(messages).toEqual([
    { data: { "text/html": "<b>1</b>", "text/plain": "1" }, id: undefined, update: false },
    { data: { "text/plain": "2" }, id: "bar", update: true },
  ]);
});
