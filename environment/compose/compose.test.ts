import { existsSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { redisAddress, shownAddress } from "../../lib/queue/index.ts";
import { instructionsOf } from "../containers/containerfile.ts";
import { root } from "../setup/places.mjs";
import { filled, readCompose, textOf, variablesOf } from "./composeFile.ts";

const compose = readCompose("compose.yaml");
const encrypted = readCompose("tls.yaml");
const services = Object.entries(compose.services);
const example = parseEnv(textOf("example.env"));
const values = { ...example, REDIS_PASSWORD: "abc", POSTGRES_PASSWORD: "def" };
const containerfile = (name: string) => instructionsOf(textOf(path.join("../..", name)));

it("has Redis, Postgres, the API's place, and a worker with and one without a GPU", () => {
  expect(services.map(([name, { profiles }]) => [name, ...(profiles ?? [])])).toEqual([["redis"], ["postgres", "postgres"], ["api", "api"], ["worker-cpu", "cpu"], ["worker-gpu", "gpu"]]);
  expect(compose.services["worker-gpu"]!.deploy!.resources.reservations!.devices).toEqual([{ driver: "nvidia", count: "all", capabilities: ["gpu"] }]);
  expect(Object.keys(encrypted.services).filter((name) => !(name in compose.services))).toEqual([]);
});

describe.each(services)("%s", (name, service) => {
  it("is watched, limited, started again, and may do little", () => {
    expect(service).toMatchObject({ restart: "unless-stopped", read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] });
    expect(Object.keys(service.healthcheck ?? {})).toEqual(expect.arrayContaining(["test", "interval", "timeout", "retries", "start_period"]));
    expect(Object.keys(service.deploy!.resources.limits)).toEqual(["cpus", "memory", "pids"]);
  });

  it("comes from an image with a version, or from a container file", () => {
    if (service.build === undefined) return expect(service.image).toMatch(/^[a-z]+:\d+\.\d+(\.\d+)?-[a-z-]+$/);
    expect(path.resolve(import.meta.dirname, service.build.context)).toBe(root);
    expect(existsSync(path.join(root, service.build.dockerfile))).toBe(true);
  });

  it("is no root", () => {
    const user = service.user ?? containerfile(service.build!.dockerfile).findLast((each) => each.name === "USER")?.text;
    expect(user).toMatch(/^(redis|postgres|node)$/);
  });

  it("opens its ports to this machine alone until it is told otherwise", () => {
    for (const port of service.ports ?? []) {
      expect(filled(port, {})).toMatch(/^127\.0\.0\.1:(\d+):\1$/);
      expect(filled(port, { MARKETBOOK_BIND: "192.168.1.20" })).toMatch(/^192\.168\.1\.20:/);
    }
  });

  it("mounts files that there are, and volumes that are declared", () => {
    for (const mount of [...(service.volumes ?? []), ...(encrypted.services[name]?.volumes ?? [])]) {
      const [source = "", target = ""] = filled(mount, values).split(":");
      if (source.startsWith("./certificates")) continue; // made by openssl
      if (source.startsWith(".")) expect(existsSync(path.join(import.meta.dirname, source)), source).toBe(true);
      else expect(Object.keys(compose.volumes!)).toContain(source);
      expect(path.isAbsolute(target)).toBe(true);
    }
  });

  it("waits for services that there are", () => {
    for (const other of Object.keys(service.depends_on ?? {})) expect(compose.services[other]?.healthcheck).toBeDefined();
  });
});

it("uses each volume that it declares", () => {
  const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(":")[0]!));
  expect(Object.keys(compose.volumes!).filter((name) => !used.includes(name))).toEqual([]);
});

it("gives the worker's image the folders that it mounts, so that they belong to its user", () => {
  for (const [, { build, volumes = [], tmpfs = [] }] of services.filter(([, service]) => service.build !== undefined)) {
    const made = containerfile(build!.dockerfile).map(({ text }) => text).join(" ");
    const targets = [...volumes.map((volume) => volume.split(":")[1]!), ...tmpfs.map((mount) => mount.split(":")[0]!)].filter((folder) => folder.startsWith("/marketbook/"));
    expect(targets.length).toBe(6);
    expect(targets.filter((folder) => !made.includes(folder.replace("/marketbook/", "")))).toEqual([]);
  }
});

it("explains each variable in example.env, and no other", () => {
  const asked = variablesOf(textOf("compose.yaml") + textOf("tls.yaml"));
  expect(Object.keys(example).sort()).toEqual(asked);
  expect(textOf("example.env")).toMatch(/^REDIS_PASSWORD=$/m);
  expect(textOf("example.env")).toMatch(/^POSTGRES_PASSWORD=$/m);
});

it("refuses to start without the passwords", () => {
  expect(() => filled(textOf("compose.yaml"), example)).toThrow(/PASSWORD is not set/);
  expect(filled(textOf("compose.yaml"), values)).not.toMatch(/\$\{/);
});

it("tells the worker an address that it understands, encrypted where Redis is", () => {
  const folder = path.join(root, "environment"); // without a .env
  for (const worker of ["worker-cpu", "worker-gpu"]) {
    const plain = redisAddress({ MARKETBOOK_REDIS_URL: filled(compose.services[worker]!.environment!.MARKETBOOK_REDIS_URL!, values) }, folder);
    expect(plain).toEqual({ url: "redis://:abc@redis:6379" });
    const { environment, volumes } = encrypted.services[worker]!;
    expect(shownAddress(filled(environment!.MARKETBOOK_REDIS_URL!, values))).toBe("rediss://redis:6379");
    expect(volumes!.some((volume) => volume.endsWith(`:${environment!.MARKETBOOK_REDIS_CA!}:ro`))).toBe(true);
  }
});
