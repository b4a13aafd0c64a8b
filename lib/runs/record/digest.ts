import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** SHA-256 in hexadecimal of text or bytes. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** SHA-256 of a file's bytes. */
export function digestFile(file: string): string {
  return sha256(readFileSync(file));
}

/** SHA-256 of a value as JSON with sorted keys, so that the order in which a notebook wrote its fields does not matter. */
export function digestValue(value: unknown): string {
  return sha256(JSON.stringify(sortKeys(JSON.parse(JSON.stringify(value) ?? "null"))));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, sortKeys(entry)]));
}
