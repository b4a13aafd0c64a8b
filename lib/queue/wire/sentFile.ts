import { z } from "zod";
import { fileName } from "./fileName.ts";

/** What may cross between two machines at most. Bytes. */
export const LIMITS = { chunk: 4 * 2 ** 20, file: 2 * 2 ** 30, files: 1000, json: 2 ** 20 } as const;

export const sentFile = z.strictObject({
  name: fileName,
  digest: z.string().regex(/^[0-9a-f]{64}$/, "a digest has 64 hexadecimal digits"),
  bytes: z.int().nonnegative().max(LIMITS.file, `a file may have ${LIMITS.file} bytes at most`),
});

/** A file by name and content: SHA-256 and size. */
export type SentFile = z.infer<typeof sentFile>;

export const sentFiles = z.array(sentFile).max(LIMITS.files).refine((files) => new Set(files.map(({ name }) => name)).size === files.length, "two files have the same name");
