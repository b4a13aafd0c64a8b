import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../folders.ts";

/** macOS takes 104 bytes, Linux 108. */
const LONGEST = 100;

/** The folder of the pool: `.jupyter/pool` or what MARKETBOOK_KERNELS names; one of the system's temporary folder where that path is too long for a socket. The same as in pool_address.py. */
export function poolFolder(): string {
  const folder = process.env.MARKETBOOK_KERNELS || path.join(projectFolder, ".jupyter", "pool");
  if (Buffer.byteLength(path.join(folder, "socket")) <= LONGEST) return folder;
  return path.join(tmpdir(), `marketbook-${process.getuid?.()}-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`);
}

/** Where the pool listens. */
export function poolSocket(): string {
  return path.join(poolFolder(), "socket");
}
