/** Shorter words are no keys, and taking them out would spoil texts. */
const SHORTEST = 4;
const SHORTEST_IN_BODIES = 8;

const SIGN = "(key)";

/** Takes keys out of texts, errors and bytes, in every form in which an address, a form, JSON or a header carries them. */
export type Redactor = {
  readonly text: (text: string) => string;
  /** The same bytes if they hold no key. */
  readonly bytes: (bytes: Uint8Array) => Uint8Array;
  /** An error of somebody else's as one without keys: its message, code and causes stay. */
  readonly error: (error: unknown) => Error;
};

export function redactor(secrets: readonly string[]): Redactor {
  const everywhere = patternOf(secrets.filter(({ length }) => length >= SHORTEST));
  const inBodies = patternOf(secrets.filter(({ length }) => length >= SHORTEST_IN_BODIES));
  const text = (from: string): string => (everywhere === undefined ? from : from.replace(everywhere, SIGN));
  const error = (from: unknown): Error => {
    if (!(from instanceof Error)) return new Error(text(String(from)));
    const code = "code" in from ? ` (${String(from.code)})` : "";
    const clean = new Error(text(`${from.name}: ${from.message}${code}`), from.cause === undefined ? {} : { cause: error(from.cause) });
    clean.stack = text(from.stack ?? "");
    return clean;
  };
  return {
    text, error,
    bytes: (bytes) => {
      if (inBodies === undefined) return bytes;
      const body = new TextDecoder().decode(bytes);
      const clean = body.replace(inBodies, SIGN);
      return clean === body ? bytes : new TextEncoder().encode(clean);
    },
  };
}

/** One pattern of all forms; escapes of addresses are written in small or large letters. */
function patternOf(secrets: readonly string[]): RegExp | undefined {
  const forms = new Set(secrets.flatMap(formsOf));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length).map((form) => form.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return longestFirst.length === 0 ? undefined : new RegExp(longestFirst.join("|"), "gi");
}

function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString("base64");
  return [secret, encodeURIComponent(secret), encodeURI(secret), new URLSearchParams({ a: secret }).toString().slice(2), JSON.stringify(secret).slice(1, -1), secret.replaceAll("/", "\\/"), base64, base64.replace(/=+$/, ""), encodeURIComponent(base64)];
}
