import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { QueueError } from "../error.ts";
import { LIMITS, type SentFile } from "../wire/sentFile.ts";

/** A file in pieces, so that its size is not that of memory. */
export function* piecesOf(file: string, size: number = LIMITS.chunk): Generator<Buffer> {
  const handle = openSync(file, "r");
  try {
    for (;;) {
      const piece = Buffer.allocUnsafe(size);
      let filled = 0;
      for (let read = -1; read !== 0 && filled < size; filled += read) read = readSync(handle, piece, filled, size - filled, null);
      if (filled > 0) yield piece.subarray(0, filled);
      if (filled < size) return;
    }
  } finally {
    closeSync(handle);
  }
}

/** SHA-256 and size of a file. */
export function digestOf(file: string): Pick<SentFile, "digest" | "bytes"> {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const piece of piecesOf(file)) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { digest: hash.digest("hex"), bytes };
}

/** Writes pieces to a file beside its name, and gives it the name once content and size are those that were asked for. */
export async function writeChecked({ bytes, digest, name }: SentFile, file: string, pieces: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
  const draft = `${file}.draft-${process.pid}`;
  const hash = createHash("sha256");
  let got = 0;
  try {
    const handle = openSync(draft, "w");
    try {
      for await (const piece of pieces) {
        got += piece.length;
        if (got > bytes) throw new QueueError(`${name} is larger than the ${bytes} bytes it was announced with; nothing was kept of it`, "blob");
        hash.update(piece);
        writeSync(handle, piece);
      }
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    const found = hash.digest("hex");
    if (got !== bytes || found !== digest) throw new QueueError(`${name} did not arrive as it was sent: ${got} bytes with the digest ${found}, expected ${bytes} with ${digest}. Submit again`, "blob");
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
