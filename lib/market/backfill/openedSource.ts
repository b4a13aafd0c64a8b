import type { ConnectOptions } from "../connection/connect.ts";
import { connect } from "../connection/connect.ts";
import { MarketError } from "../error.ts";
import { nearest } from "../nearest.ts";
import { SOURCES } from "../sources/index.ts";
import type { Capabilities, OpenSource, Source } from "../sources/source.ts";

/** A source with its name and what it can give, ready to be asked. */
export type OpenedSource = { readonly name: string; readonly capabilities: Capabilities; readonly open: OpenSource };

/** Where bars are fetched to, and what is imported: neither is a source to fetch from. */
const NOT_FETCHED: Readonly<Record<string, string>> = { store: "as the store is where bars go to, it is no source to fetch from", file: "a file is not fetched; bring it in with `npx marketbook data import`" };

/** The sources that can be fetched from. */
export const FETCHED: readonly Source[] = SOURCES.filter(({ name }) => NOT_FETCHED[name] === undefined);

/** Sources by name, in the order in which they are asked. A name twice, none, an unknown one, or the store itself is refused. */
export function sourcesNamed(names: readonly string[]): readonly Source[] {
  if (names.length === 0) throw new MarketError("no source is named. `npx marketbook fetch --list` shows what each has.");
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined) throw new MarketError(`the source ${twice} is named twice. Name each once, in the order in which they are to be asked.`);
  return names.map((name) => {
    const source = FETCHED.find((one) => one.name === name);
    if (source !== undefined) return source;
    if (NOT_FETCHED[name] !== undefined) throw new MarketError(`${NOT_FETCHED[name]}. \`npx marketbook fetch --list\` shows the sources.`);
    const known = FETCHED.map((one) => one.name);
    const guess = nearest(name, known);
    throw new MarketError(`there is no source "${name}"${guess === undefined ? "." : `; did you mean "${guess}"?`} There are: ${known.join(", ")}.`);
  });
}

/** The sources of these names, each with a connection of its own. */
export function openSources(names: readonly string[], options: ConnectOptions = {}): readonly OpenedSource[] {
  return sourcesNamed(names).map((source) => ({ name: source.name, capabilities: source.capabilities, open: source.open(connect(source, options)) }));
}
