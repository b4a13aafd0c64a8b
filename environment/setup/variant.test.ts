import { describe, expect, it } from "vitest";
import { tensorflowVariant } from "./variant.mjs";

describe("tensorflowVariant", () => {
  it.each([
    [{ platform: "linux", arch: "x64", glibc: 2.36, nvidia: false }, "tensorflow-cpu"],
    [{ platform: "linux", arch: "x64", glibc: 2.36, nvidia: true }, "tensorflow-cuda"],
    [{ platform: "linux", arch: "arm64", glibc: 2.36, nvidia: true }, "tensorflow"],
    [{ platform: "darwin", arch: "arm64", nvidia: false }, "tensorflow"],
  ])("names the wheel of %o", (machine, name) => {
    expect(tensorflowVariant(machine)).toMatchObject({ name });
  });

  it.each([
    [{ platform: "linux", arch: "x64", glibc: 0, nvidia: false }, "TensorFlow has no libraries for a Linux without glibc"],
    [{ platform: "linux", arch: "x64", glibc: 2.17, nvidia: false }, "TensorFlow needs glibc 2.27, this system has 2.17"],
    [{ platform: "darwin", arch: "x64", nvidia: false }, "TensorFlow publishes no C libraries for darwin x64"],
    [{ platform: "win32", arch: "x64", nvidia: false }, "TensorFlow publishes no C libraries for win32 x64"],
  ])("says why %o has none", (machine, reason) => {
    expect(tensorflowVariant(machine)).toEqual({ reason });
  });
});
