import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRegistry } from "./index.ts";
import { registryContract } from "./registryContract.fixture.ts";

let root = "";
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "registry-"));
});
afterAll(() => rm(root, { recursive: true }));
const fresh = async () => join(root, String(count++));

registryContract("a folder", fresh);

describe("a file that cannot be used is named with the remedy", () => {
  const sql = (place: string, text: string) => {
    const database = new DatabaseSync(join(place, "registry.db"));
    database.exec(text);
    database.close();
  };
  const made = async () => {
    const place = await fresh();
    await (await openRegistry(place)).close();
    return place;
  };

  test("one of another version", async () => {
    const place = await made();
    sql(place, "update registry set version = 99");
    await expect(openRegistry(place)).rejects.toThrow(`${place}: the registry is of version 99, this Marketbook reads version 1. Use the Marketbook that wrote it, or another place.`);
  });

  test("one that becomes another version while it is open", async () => {
    const place = await made();
    const registry = await openRegistry(place);
    sql(place, "update registry set version = 2");
    await expect(registry.list()).rejects.toThrow("the registry is of version 2");
    await registry.close();
  });

  test("one that is no database", async () => {
    const place = await made();
    await writeFile(join(place, "registry.db"), "bars, not models ".repeat(400));
    await expect(openRegistry(place)).rejects.toMatchObject({ name: "RegistryError", message: expect.stringMatching(/registry\.db: the file is not a registry\. Name another folder, or move the file away/) });
  });

  test("one whose rows another program changed", async () => {
    const place = await made();
    sql(place, "insert into versions (symbol, interval, label, horizon, spec, seed, dataset, columns, card, content, files, registered_at, stage) values ('A', '1d', 'x', 1, '{', 1, 'd', '[]', '{}', 'c', '{}', 0, 'candidate')");
    const registry = await openRegistry(place);
    await expect(registry.list()).rejects.toThrow("the version 1 is damaged: spec: it is no JSON");
    await registry.close();
  });

  test("a folder that is a file", async () => {
    const place = await fresh();
    await writeFile(place, "");
    await expect(openRegistry(place)).rejects.toThrow("Check that the folder may be written and has room");
  });
});
