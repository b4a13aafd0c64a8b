import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterEach, describe, expect, it, test, vi } from "vitest";
import { ENGINE_CHOICES } from "../../lib/tensorflow/environment.ts";
import { whyNoGpu } from "../../lib/tensorflow/gpu.ts";
import { engineLines } from "./engine.mjs";
import { engineFindings } from "./engineChoice.mjs";

const works = { works: true, version: "2.21.0", gpu: false, nativeOps: true };
const broken = { works: false, why: "the binding is not compiled yet" };
const machine = {
  choice: undefined, tried: works, wasm: "4.22.0", platform: "linux x64", driver: false, cudaLibraries: false, visible: undefined,
  again: "Run the set-up.", cores: 2, threads: undefined, oneDnn: undefined,
};
const gpuMachine = { ...machine, driver: true, cudaLibraries: true, tried: { ...works, gpu: true } };
const line = (name: string, facts: object) => engineFindings({ ...machine, ...facts }).find((found) => found.name === name);

describe("the engine that is chosen", () => {
  it.each([
    ["the CPU without a GPU", {}, "native-cpu", "native CPU, TensorFlow 2.21.0, because the native binding loads and there is no NVIDIA driver"],
    ["the GPU where there is one", gpuMachine, "native-gpu", "native GPU, TensorFlow 2.21.0, because the native binding loads and a GPU is there"],
    ["the CPU beside a GPU on demand", { ...gpuMachine, choice: "cpu" }, "native-cpu", "native CPU, TensorFlow 2.21.0, because MARKETBOOK_ENGINE=cpu, which hides the GPU"],
    ["the GPU on demand", { ...gpuMachine, choice: "cuda" }, "native-gpu", "native GPU, TensorFlow 2.21.0, because MARKETBOOK_ENGINE=cuda and a GPU is there"],
    ["wasm on demand", { choice: "wasm" }, "wasm", "wasm, many times slower than native, because MARKETBOOK_ENGINE=wasm"],
    ["wasm without a binding", { tried: broken }, "wasm", "wasm, many times slower than native, because there is no native engine: the binding is not compiled yet"],
  ])("is %s", (_, facts, kind, value) => {
    expect(line("engine", facts)).toMatchObject({ kind, value });
  });

  it.each([
    ["cuda without a driver", { choice: "cuda" }, "none: MARKETBOOK_ENGINE=cuda, but no GPU is used: there is no NVIDIA driver"],
    ["cuda without the CUDA libraries", { choice: "cuda", driver: true }, "none: MARKETBOOK_ENGINE=cuda, but no GPU is used: the CUDA libraries are not there"],
    ["cuda with its GPUs hidden", { choice: "cuda", driver: true, visible: "-1" }, 'none: MARKETBOOK_ENGINE=cuda, but no GPU is used: CUDA_VISIBLE_DEVICES="-1" hides every GPU'],
    ["native without a binding", { choice: "native", tried: broken }, "none: MARKETBOOK_ENGINE=native, but there is no native engine: the binding is not compiled yet"],
    ["cpu without a binding", { choice: "cpu", tried: broken }, "none: MARKETBOOK_ENGINE=cpu, but there is no native engine: the binding is not compiled yet"],
    ["wasm without its package", { choice: "wasm", wasm: undefined }, "none: MARKETBOOK_ENGINE=wasm, but the package of wasm is not installed"],
    ["a name that is none", { choice: "gpu" }, 'none: MARKETBOOK_ENGINE is "gpu"'],
    ["nothing at all", { tried: broken, wasm: undefined }, "none: the binding is not compiled yet"],
  ])("is none, with what to do, for %s", (_, facts, value) => {
    expect(line("engine", facts)).toEqual({ name: "engine", state: "missing", value, remedy: expect.stringMatching(/\.$/) });
  });
});

describe("the other findings", () => {
  it("say of each candidate what it lacks", () => {
    const lines = engineFindings({ ...machine, tried: broken, wasm: undefined });
    expect(Object.fromEntries(lines.map(({ name, value }) => [name, value]))).toEqual({
      "candidate cuda": "not here: there is no NVIDIA driver",
      "candidate cpu": "not here: the binding is not compiled yet",
      "candidate wasm": "the package is not installed",
      engine: "none: the binding is not compiled yet",
    });
  });

  it("say whether this project's ops are in the binding, and that a GPU does without them", () => {
    expect(line("native ops", {})).toMatchObject({ state: "ok", value: "compiled into the binding" });
    expect(line("native ops", gpuMachine)?.value).toContain("on a GPU TensorFlow's own ops compute");
    expect(line("native ops", { tried: { ...works, nativeOps: false } })).toMatchObject({ state: "note", remedy: "Run the set-up." });
  });

  it("count the threads and tell what oneDNN is set to", () => {
    expect(line("threads", { cores: 8 })?.value).toBe("8, one for each core");
    expect(line("threads", { cores: 8, threads: "3" })?.value).toBe("3 of 8 cores, because TF_NUM_INTRAOP_THREADS=3");
    expect(line("oneDNN", {})).toMatchObject({ state: "ok", value: expect.stringMatching(/^off/) });
    expect(line("oneDNN", { oneDnn: "1" })).toMatchObject({ state: "note", value: expect.stringContaining("TF_ENABLE_ONEDNN_OPTS=1") });
  });

  it("give the library's own reason for a missing GPU", () => {
    for (const [platform, hasDriver, visibleDevices] of [["darwin arm64", false, undefined], ["linux x64", false, undefined], ["linux x64", true, "-1"], ["linux x64", true, "0"]] as const) {
      const found = line("candidate cuda", { platform, driver: hasDriver, visible: visibleDevices, cudaLibraries: true });
      expect(found?.value).toBe(`not here: ${whyNoGpu({ platform, hasDriver, visibleDevices })}`);
    }
  });
});

describe("on this machine", { timeout: 60_000 }, () => {
  afterEach(() => void vi.unstubAllEnvs());

  test.each(ENGINE_CHOICES)("the doctor and the engine agree on %s", async (choice) => {
    vi.stubEnv("MARKETBOOK_ENGINE", choice);
    const kind = (await engineLines()).flatMap((found) => ("kind" in found ? [found.kind] : []))[0];
    const report = spawnSync(process.execPath, [path.join(import.meta.dirname, "../../scripts/engineReport.ts")], { encoding: "utf8" });
    expect(report.status === 0 ? JSON.parse(report.stdout).kind : undefined).toBe(kind);
  });
});
