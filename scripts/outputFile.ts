import { accessSync, chmodSync, constants, existsSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import path from "node:path";
import { MarketError } from "../lib/market/error.ts";
import { writeWhole } from "../lib/market/files/writeWhole.ts";
import { explain } from "./explain.ts";

/** Refuses, before any work, an output that cannot be written or would overwrite an input; links are followed. */
export function checkOutput(output: string, inputs: readonly string[], option = "--output"): void {
  if (output === "") throw new Error(`${option} is empty; name the file to write`);
  const folder = path.dirname(output);
  if (!existsSync(folder)) throw new Error(`the folder ${folder} of ${option} ${output} does not exist; create it or name another file`);
  if (!statSync(folder).isDirectory()) throw new Error(`${folder} of ${option} ${output} is a file, not a folder; name another file`);
  checkName(output, option);
  if (!existsSync(output)) return checkWritable(folder, option, output);
  if (statSync(output).isDirectory()) throw new Error(`${option} ${output} is a folder; name a file inside it`);
  const read = inputs.find((input) => existsSync(input) && realpathSync(input) === realpathSync(output));
  if (read !== undefined) throw new Error(`${option} ${output} would overwrite ${read}, which is read; name another file`);
}

/** Most bytes of a name in the file systems of Linux, macOS and Windows, and what a draft adds to it. */
const [LONGEST_NAME, OF_DRAFT] = [255, 16] as const;

/** Refuses a name that no file system takes. */
export function checkName(output: string, option: string): void {
  const long = path.resolve(output).split(path.sep).find((name) => Buffer.byteLength(name) > LONGEST_NAME - OF_DRAFT);
  if (long !== undefined) throw new Error(`${option}: the name ${long.slice(0, 40)}… has ${Buffer.byteLength(long)} bytes and is too long; give one of at most ${LONGEST_NAME - OF_DRAFT}`);
}

function checkWritable(folder: string, option: string, output: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new Error(`the folder ${folder} of ${option} ${output} may not be written to by you; change its permissions or name another file`);
  }
}

/** What is no plain file, such as /dev/stdout, which may be redirected, or a named pipe. */
function isStream(output: string): boolean {
  return /^\/(dev|proc)\//.test(path.resolve(output)) || (existsSync(output) && !statSync(output).isFile());
}

/** Writes a file whole or not at all. A stream is written in place. */
export async function writeOutput(output: string, text: string): Promise<void> {
  await namingOutput(output, async () => (isStream(output) ? await writeFile(output, text) : writeWhole(output, text)));
}

/**
 * Writes a large file whole or not at all: `write` fills a draft beside it, which then takes its place, once it is down on the disk. Permissions are kept. What cannot be renamed is refused.
 * A draft is left only where the process is killed outright.
 */
export async function writeDraft(output: string, write: (draft: string) => Promise<void>): Promise<void> {
  if (isStream(output)) throw new Error(`${output} is no plain file, which a file this large must be; name a file`);
  const place = existsSync(output) ? realpathSync(output) : output;
  const draft = `${place}.draft-${process.pid}`;
  await namingOutput(output, async () => {
    try {
      await write(draft);
      if (existsSync(place)) chmodSync(draft, statSync(place).mode);
      await flush(draft);
      renameSync(draft, place);
    } finally {
      rmSync(draft, { force: true });
    }
  });
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync().finally(() => handle.close());
}

/** Writes a large text piece by piece: a file whole or not at all, a stream in place. */
export async function writePieces(output: string, pieces: AsyncIterable<string>): Promise<void> {
  const write = async (place: string): Promise<void> => {
    // A stream goes on behind what was written to it before.
    const handle = await open(place, "a");
    try {
      for await (const piece of pieces) await handle.appendFile(piece);
    } finally {
      await handle.close();
    }
  };
  if (isStream(output)) await namingOutput(output, () => write(output));
  else await writeDraft(output, write);
}

/** What the system says against writing, as a sentence about the output. The system names a temporary file, or none; a person wants the one that was asked for. */
export async function namingOutput(output: string, write: () => Promise<void> | void): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (error instanceof MarketError) throw error;
    const said = [error, error instanceof Error ? error.cause : undefined].find((each) => each instanceof Error && "code" in each);
    throw said instanceof Error ? new Error(explain(Object.assign(said, { dest: output })), { cause: error }) : error;
  }
}

/** Tells a person what was written; on the error stream where the output is a stream, so that data and words do not mix. */
export function tell(output: string, text: string): void {
  if (isStream(output)) console.error(text);
  else console.log(text);
}
