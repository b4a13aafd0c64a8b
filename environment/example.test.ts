import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { expect, it } from "vitest";
import { root } from "./setup/places.mjs";

const read = (...parts: string[]) => readFileSync(path.join(root, ...parts), "utf8");
const named = Object.keys(parseEnv(read("environment/example.env")));

it("has no value of its own", () => {
  expect(Object.values(parseEnv(read("environment/example.env"))).filter((value) => value !== "")).toEqual([]);
});

it("names each variable of the table of sources", () => {
  const wanted = [...read("lib/market/sources/README.md").matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, name]) => name!).filter((name) => !name.startsWith("MARKETBOOK_"));
  expect(wanted.length).toBeGreaterThan(9);
  expect(wanted.filter((name) => !named.includes(name))).toEqual([]);
});

it("names each variable of the queue, and the page of the desktop explains them", () => {
  const address = [...new Set(read("lib/queue/redis/address.ts").match(/MARKETBOOK_REDIS_[A-Z]+/g))].sort();
  expect(address).toEqual(["MARKETBOOK_REDIS_CA", "MARKETBOOK_REDIS_INSECURE", "MARKETBOOK_REDIS_URL"]);
  expect(address.filter((name) => !named.includes(name))).toEqual([]);
  expect(address.filter((name) => !read("environment/desktop.md").includes(name))).toEqual([]);
});

it("names nothing that the project does not read", () => {
  const files = ["lib/market/sources", "lib/queue", "lib/alerts"].flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(file)).map((file) => read(folder, file)));
  const text = [...files, read("environment/schedules.yaml")].join("\n");
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !text.includes(name))).toEqual([]);
});
