import fs from "node:fs";

/**
 * Which TensorFlow wheel holds the libraries for this machine, or why none does. Any Python's wheel will do, because only the C libraries are used:
 * one Python tag is asked for, whatever Python is installed.
 */
export function tensorflowVariant({ platform = process.platform, arch = process.arch, glibc = glibcVersion(), nvidia = hasNvidia() } = {}) {
  if (platform === "linux" && !glibc) return { reason: "TensorFlow has no libraries for a Linux without glibc" };
  if (platform === "linux" && glibc < 2.27) return { reason: `TensorFlow needs glibc 2.27, this system has ${glibc}` };
  if (platform === "linux" && arch === "x64" && nvidia) return { name: "tensorflow-cuda", lock: "tensorflow.txt", cuda: "cuda.txt", tag: "manylinux_2_27_x86_64", needs: 8 };
  if (platform === "linux" && arch === "x64") return { name: "tensorflow-cpu", lock: "tensorflow-cpu.txt", tag: "manylinux_2_27_x86_64", needs: 1.6 };
  if (platform === "linux" && arch === "arm64") return { name: "tensorflow", lock: "tensorflow.txt", tag: "manylinux_2_27_aarch64", needs: 1.6 };
  if (platform === "darwin" && arch === "arm64") return { name: "tensorflow", lock: "tensorflow.txt", tag: "macosx_12_0_arm64", needs: 1.6 };
  return { reason: `TensorFlow publishes no C libraries for ${platform} ${arch}` };
}

/** The libraries' file names on this system. */
export const libraries = process.platform === "darwin"
  ? ["libtensorflow_cc.2.dylib", "libtensorflow_framework.2.dylib"]
  : ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];

/** Whether NVIDIA's driver is loaded; the CUDA libraries themselves come with the set-up. */
export const hasNvidia = () => fs.existsSync("/proc/driver/nvidia/version") || fs.existsSync("/dev/nvidiactl");

function glibcVersion() {
  const version = process.report?.getReport().header.glibcVersionRuntime;
  return version && Number(version);
}
