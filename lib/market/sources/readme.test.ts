import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { SOURCES } from "./index.ts";

test("the table of the README has a row for every source, with its keys", async () => {
  const table = (await readFile(new URL("README.md", import.meta.url), "utf8")).split("\n").filter((line) => line.startsWith("| ")).map((line) => line.split("|").map((cell) => cell.trim()));
  const missing = SOURCES.flatMap(({ name, reach }) => {
    const row = table.find(([, names]) => names!.split(", ").includes(name));
    return row === undefined ? [name] : (reach?.keys ?? []).flatMap(({ variable }) => (row[3]!.includes(`\`${variable}\``) ? [] : [`${name}: ${variable}`]));
  });
  expect(missing).toEqual([]);
});
