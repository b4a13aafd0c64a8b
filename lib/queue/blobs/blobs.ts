import type { SentFile } from "../wire/sentFile.ts";

/** Content of files under its SHA-256. */
export type Blobs = {
  /** Keeps a file's content. */
  put(file: string): Promise<Pick<SentFile, "digest" | "bytes">>;
  /** Writes content to a file, whole or not at all, once its digest and size are those that were asked for. */
  get(wanted: SentFile, file: string): Promise<void>;
};
