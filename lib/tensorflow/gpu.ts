import { existsSync } from "node:fs";
import { TensorflowError } from "./error.ts";

/** What TensorFlow's binding needs to see for it to use a GPU; given for tests, read from this machine otherwise. */
export type GpuConditions = { readonly platform?: string; readonly hasDriver?: boolean; readonly visibleDevices?: string | undefined };

/** Why the native library uses no GPU here, as the middle of a sentence. */
export function whyNoGpu({ platform = `${process.platform} ${process.arch}`, hasDriver = hasNvidiaDriver(), visibleDevices = process.env["CUDA_VISIBLE_DEVICES"] }: GpuConditions = {}): string {
  if (platform !== "linux x64") return `TensorFlow uses NVIDIA GPUs on Linux x64 alone, this is ${platform}`;
  if (!hasDriver) return "there is no NVIDIA driver";
  if (visibleDevices !== undefined && !/^\s*(\d|GPU-|MIG-)/.test(visibleDevices)) return `CUDA_VISIBLE_DEVICES="${visibleDevices}" hides every GPU`;
  return "TensorFlow finds no usable GPU behind the NVIDIA driver";
}

/** Throws where a GPU was asked for and none is used. */
export function requireGpu(isUsed: boolean, asker: string): void {
  if (isUsed) return;
  throw new TensorflowError(`${asker}, but no GPU is used: ${whyNoGpu()}. Leave the choice out to compute on the CPU; \`npm run doctor\` shows what each engine needs.`);
}

function hasNvidiaDriver(): boolean {
  return existsSync("/proc/driver/nvidia/version") || existsSync("/dev/nvidiactl");
}
