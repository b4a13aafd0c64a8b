import type { ConnectOptions } from "../connection/connect.ts";
import { connect } from "../connection/connect.ts";
import { MarketError } from "../error.ts";
import { findSource } from "../sources/index.ts";
import type { Capabilities, OpenSource } from "../sources/source.ts";

/** A source with its name and what it can give, ready to be asked. */
export type OpenedSource = { readonly name: string; readonly capabilities: Capabilities; readonly open: OpenSource };

/** Sources by name, in the order in which they are asked. A name twice, none, or the store itself is refused. */
export function openSources(names: readonly string[], options: ConnectOptions = {}): readonly OpenedSource[] {
  if (names.length === 0) throw new MarketError("fetch: no source is named. `npx marketbook fetch --list` shows what each has.");
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined) throw new MarketError(`fetch: the source ${twice} is named twice. Name each once, in the order in which they are to be asked.`);
  return names.map((name) => {
    const source = findSource(name);
    if (name === "store" || name === "file") throw new MarketError(`fetch: ${name === "store" ? "the store is where bars go to, not a source to fetch from" : "a file is brought in with `npx marketbook data import`"}. \`npx marketbook fetch --list\` shows the sources.`);
    return { name, capabilities: source.capabilities, open: source.open(connect(source, options)) };
  });
}
