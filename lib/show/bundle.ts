import { createRequire } from "node:module";

/** One output in several forms, by mime type; the reader's program takes the richest that it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

type Writer = (message: { data: MimeBundle; metadata: object; transient: object }, update: boolean) => void;

/**
 * Shows one bundle under the running cell. Outside a kernel nobody is looking, so nothing happens.
 * A bundle shown with an `id` is replaced in place by a later one with the same `id` and `update: true`.
 */
export function show(data: MimeBundle, { id, update = false }: { id?: string; update?: boolean } = {}): void {
  writer()?.({ data, metadata: {}, transient: id === undefined ? {} : { display_id: id } }, update);
}

/** Whether a notebook is there to show something in. */
export function isNotebook(): boolean {
  return writer() !== undefined;
}

/** tslab's own writer: its public `display` can send one mime type only. It is null until a kernel runs a cell. */
function writer(): Writer | undefined {
  const tslab: { lastWriteDisplayData?: Writer | null } = loadedModule("tslab/dist/jupyter.js");
  return tslab.lastWriteDisplayData ?? undefined;
}

/** The module only if this process has it loaded already: a script that is no kernel does not start one's parts. */
function loadedModule(name: string): object {
  const load = createRequire(import.meta.url); // not named require, which the kernel's modules have already
  return load.cache[load.resolve(name)]?.exports ?? {};
}
