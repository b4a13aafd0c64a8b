import { crc32 } from "node:zlib";
import { unzipSync } from "fflate";
import { TrainingError } from "../error.ts";

/** Bytes that the files of an archive may have together when unpacked. */
const LIMIT = 2 ** 31;

/**
 * Files of a zip archive by name, only those wanted, each checked by its checksum. An archive that declares more than 2 GiB, or more
 * than a thousand times its own size, is refused before anything is unpacked. `path` is for the error text.
 */
export function readZip(path: string, bytes: Uint8Array, wanted: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const damaged = (why: string, cause?: unknown) => new TrainingError(`${path} is not a whole zip archive: ${why}. Copy or save it again.`, { cause });
  const entries = directory(bytes);
  if (!entries) throw damaged("its list of files is missing or damaged");
  const chosen = entries.filter(({ name }) => wanted.includes(name));
  const doubled = chosen.find(({ name }, k) => chosen.findIndex((other) => other.name === name) !== k);
  if (doubled) throw damaged(`${doubled.name} is in it twice`);
  const declared = chosen.reduce((sum, { size }) => sum + size, 0);
  if (declared > Math.min(LIMIT, 1000 * bytes.length)) throw new TrainingError(`${path} would unpack to ${declared} bytes, which no model of its size needs. It was not opened; take the file from a source you trust.`);

  const files = new Map<string, Uint8Array>();
  for (const { checksum, name, size } of chosen) {
    let content: Uint8Array | undefined;
    try {
      content = unzipSync(bytes, { filter: (file) => file.name === name && file.originalSize === size })[name];
    } catch (error) {
      throw damaged(`${name} in it cannot be unpacked`, error);
    }
    if (!content || content.length !== size || crc32(content) !== checksum) throw damaged(`the checksum of ${name} in it does not hold`);
    files.set(name, content);
  }
  return files;
}

type Entry = { readonly name: string; readonly size: number; readonly checksum: number };

/** Entries of the archive's directory (PKWARE APPNOTE 4.3.12, 4.3.16): the unpacking library does not tell the checksums. */
function directory(bytes: Uint8Array): readonly Entry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 22 - 65536 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return undefined;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: Entry[] = [];
  for (let k = 0; k < count; k++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString("utf8");
    entries.push({ name, checksum: view.getUint32(at + 16, true), size: view.getUint32(at + 24, true) });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}
