import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * A stamp says that a step was finished for exactly these inputs. It lies in the folder that the step made, so that it goes when the folder goes,
 * and is written last, so that an interrupted step leaves none.
 */
export const stampOf = (folder, name) => path.join(folder, ".marketbook", name);

/**
 * Fingerprint of files and words; a missing file counts as such.
 * @param {{ files?: readonly string[], words?: readonly string[] }} inputs
 */
export function fingerprint({ files = [], words = [] }) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`\0${path.basename(file)}\0`).update(contents(file));
  for (const word of words) hash.update(`\0${word}`);
  return hash.digest("hex");
}

/** What the stamp holds beyond its fingerprint, or undefined when the step must be done (again). */
export function readStamp(stamp, print, products) {
  let held;
  try {
    held = JSON.parse(fs.readFileSync(stamp, "utf8"));
  } catch {
    return undefined;
  }
  return held.print === print && products.every((file) => fs.existsSync(file)) ? held.result ?? {} : undefined;
}

/** Writes the stamp whole or not at all. */
export function writeStamp(stamp, print, result) {
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  const draft = `${stamp}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify({ print, result }));
  fs.renameSync(draft, stamp);
}

/** Every file under a folder, in a fixed order, without what Python leaves behind. */
export function filesUnder(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    if (/^__pycache__$|\.egg-info$|^\./.test(entry.name)) return [];
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(file) : [file];
  });
}

function contents(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return "missing";
  }
}
