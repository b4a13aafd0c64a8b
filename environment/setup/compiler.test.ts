import { describe, expect, it } from "vitest";
import { chooseCompiler } from "./compiler.mjs";

const machineWith = (...names: string[]) => ({ env: {}, find: (name: string) => (names.includes(name) ? `/usr/bin/${name}` : undefined) });

describe("chooseCompiler", () => {
  it("takes g++ before clang++", () => {
    expect(chooseCompiler(machineWith("clang++", "g++"))).toMatchObject({ name: "g++", command: "/usr/bin/g++", downloaded: false });
  });

  it("takes clang++ where there is no g++", () => {
    expect(chooseCompiler(machineWith("clang++"))).toMatchObject({ name: "clang++", downloaded: false });
  });

  it("takes the compiler that CXX names before both", () => {
    expect(chooseCompiler({ ...machineWith("g++", "icpx"), env: { CXX: "icpx" } })).toMatchObject({ name: "icpx" });
  });

  it("fetches zig on a machine without a compiler", () => {
    expect(chooseCompiler(machineWith())).toMatchObject({ name: "zig", downloaded: true });
  });
});
