import { expect, test } from "vitest";
import { requireGpu, whyNoGpu } from "./gpu.ts";

const here = { platform: "linux x64", hasDriver: true, visibleDevices: undefined };

test("names the platform, then the driver, then the variable that hides the GPU, then TensorFlow itself", () => {
  expect(whyNoGpu({ ...here, platform: "darwin arm64" })).toBe("TensorFlow uses NVIDIA GPUs on Linux x64 alone, this is darwin arm64");
  expect(whyNoGpu({ ...here, hasDriver: false, visibleDevices: "-1" })).toBe("there is no NVIDIA driver");
  expect(whyNoGpu({ ...here, visibleDevices: "-1" })).toBe('CUDA_VISIBLE_DEVICES="-1" hides every GPU');
  expect(whyNoGpu({ ...here, visibleDevices: "" })).toBe('CUDA_VISIBLE_DEVICES="" hides every GPU');
  for (const visibleDevices of [undefined, "0", "1,0", "GPU-8932f937", "MIG-41b35c1f"]) {
    expect(whyNoGpu({ ...here, visibleDevices })).toBe("TensorFlow finds no usable GPU behind the NVIDIA driver");
  }
});

test("lets a used GPU pass and says who asked where none is used", () => {
  expect(() => requireGpu(true, "MARKETBOOK_ENGINE=cuda")).not.toThrow();
  expect(() => requireGpu(false, "MARKETBOOK_ENGINE=cuda")).toThrow(/^MARKETBOOK_ENGINE=cuda, but no GPU is used: \S/);
});
