import { afterAll, beforeAll, expect, test } from "vitest";
import { postgresCommands } from "../../environment/setup/postgres.mjs";
import { sql, startPostgres, type Server } from "../market/store/postgresServer.fixture.ts";
import { openStore } from "../market/index.ts";
import { openRegistry } from "./index.ts";
import { registryContract } from "./registryContract.fixture.ts";

let server: Server;
beforeAll(async () => {
  server = await startPostgres(postgresCommands);
});
afterAll(() => server.stop());

registryContract("Postgres", () => server.fresh());

test("a registry lies beside a store in one database, and one of another version is refused", async () => {
  const place = await server.fresh();
  await (await openStore(place)).close();
  const registry = await openRegistry(place);
  expect(await registry.list()).toEqual([]);
  await registry.close();
  await sql(place, "update marketbook_registry.registry set version = 99");
  await expect(openRegistry(place)).rejects.toThrow("the registry is of version 99, this Marketbook reads version 1");
});
