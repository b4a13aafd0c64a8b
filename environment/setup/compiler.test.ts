import { describe, expect, it } from "vitest";
import { chooseCompiler, processor, processorFlags } from "./compiler.mjs";

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

describe("processorFlags", () => {
  const compiler = (accepted: readonly string[]) => (_command: string, args: readonly string[]) => Promise.resolve({ code: args.some((arg) => accepted.includes(arg)) ? 0 : 1, output: "" });

  it("asks for all of this processor, by the flag of its family", async () => {
    expect(await processorFlags("c++", [], { arch: "x64", run: compiler(["-march=native"]) })).toEqual(["-march=native"]);
    expect(await processorFlags("c++", [], { arch: "arm64", run: compiler(["-mcpu=native"]) })).toEqual(["-mcpu=native"]);
  });

  it("leaves the flag out where the compiler refuses it", async () => {
    expect(await processorFlags("c++", [], { arch: "arm64", run: compiler([]) })).toEqual([]);
  });
});

describe("processor", () => {
  it("is the same when asked again and names what code for it may use", () => {
    expect(processor()).toBe(processor());
    expect(processor()).not.toBe("");
  });
});
