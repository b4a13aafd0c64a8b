/** What the system said, as a sentence with the file and the remedy. Other errors speak for themselves. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path, dest, port } = systemFacts(error);
  const file = dest ?? path ?? "a file";
  const sentences: Readonly<Record<string, string>> = {
    ENOENT: `${file} does not exist; check the path`,
    ENAMETOOLONG: `the name ${file.slice(0, 60)}… is too long for a file system; give a shorter one`,
    ENOSPC: `the disk is full while writing ${file}; free some space and run again. What was there before is unchanged`,
    EDQUOT: `the disk quota is used up while writing ${file}; free some space and run again. What was there before is unchanged`,
    EFBIG: `${file} would be larger than this shell allows; raise the limit with ulimit -f unlimited and run again. What was there before is unchanged`,
    EACCES: `${file} may not be read or written by you; change its permissions or name another file`,
    EPERM: `${file} may not be changed by you; change its permissions or name another file`,
    EROFS: `${file} lies on a read-only disk; name a file elsewhere`,
    EISDIR: `${file} is a folder where a file is wanted; name a file`,
    ENOTDIR: `${file} cannot be reached, because a part of its path is a file; check the path`,
    EPIPE: "the program that read the output has ended; write into a file instead",
    EADDRINUSE: `port ${port ?? "given"} is in use by another program; stop that or choose another port`,
    EMFILE: "too many files are open; close other programs or raise the limit with ulimit -n 4096",
  };
  const sentence = code === undefined ? undefined : sentences[code];
  return sentence ?? error.message.replaceAll(/\s*\n\s*/g, " ");
}

function systemFacts(error: Error): { code?: string; path?: string; dest?: string; port?: string } {
  const text = (key: string) => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === "string" || typeof value === "number" ? { [key]: String(value) } : {};
  };
  return { ...text("code"), ...text("path"), ...text("dest"), ...text("port") };
}
