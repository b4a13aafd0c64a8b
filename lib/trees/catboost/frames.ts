import { TreeError } from "../error.ts";

const LENGTH = 4;

/** A frame: the length of a JSON header, the header, and numbers whose count it tells. */
export function frame(header: unknown): Uint8Array {
  const text = Buffer.from(JSON.stringify(header));
  const bytes = Buffer.alloc(LENGTH + text.length);
  bytes.writeUInt32LE(text.length);
  text.copy(bytes, LENGTH);
  return bytes;
}

/** Cuts what a process writes into headers, whatever pieces it comes in. */
export function frameReader(onHeader: (header: unknown) => void): (piece: Uint8Array) => void {
  let pieces: Uint8Array[] = [];
  let held = 0;
  let wanted = LENGTH;
  return (piece) => {
    pieces.push(piece);
    held += piece.length;
    while (held >= wanted) {
      const all = Buffer.concat(pieces);
      const length = all.readUInt32LE();
      wanted = LENGTH + length;
      if (all.length < wanted) {
        pieces = [all];
        return;
      }
      onHeader(jsonOf(all.subarray(LENGTH, wanted)));
      pieces = [all.subarray(wanted)];
      held = all.length - wanted;
      wanted = LENGTH;
    }
  };
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw new TreeError("CatBoost's process has answered something that is no answer. Fit again; `npm run doctor` says whether CatBoost is whole.", { cause: error });
  }
}
