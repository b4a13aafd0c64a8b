import { expect, test } from "vitest";
import { notebookName, readNotebook } from "../../lib/runs/notebooks/notebook.ts";
import { walkNotebooks } from "../../lib/runs/walk/walkPlan.ts";
import { notebooksAtATime } from "./notebooks.ts";

test("two notebooks run at a time where there are two cores and memory for both", () => {
  const gigabyte = 2 ** 30;
  expect([notebooksAtATime(1, 32 * gigabyte), notebooksAtATime(2, 32 * gigabyte), notebooksAtATime(16, 64 * gigabyte)]).toEqual([1, 2, 2]);
  expect([notebooksAtATime(8, 7 * gigabyte), notebooksAtATime(8, 2 * gigabyte)]).toEqual([1, 1]);
});

test.each(walkNotebooks().map((file) => [notebookName(file), file]))("%s names only places of its own number, so that it may run beside another", (name, file) => {
  const code = readNotebook(file).cells.flatMap(({ cell_type, source }) => (cell_type === "code" ? [[source].flat().join("")] : [])).join("\n");
  const places = code.match(/(?<=["`])(?:artifacts|data)\/[^"`]*/g) ?? [];
  expect(places.filter((place) => !place.includes(`/${name.slice(0, 2)}-`))).toEqual([]);
});
