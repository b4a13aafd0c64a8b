import { TreeError } from "./error.ts";

/** Something that a C library holds in memory until it is freed. */
export type Handle = { /** Throws when it was freed. */ readonly pointer: bigint; free(): void };

let live = 0;

/** Handles that are not yet freed, in this process. */
export const liveHandles = (): number => live;

/** Counts what a library has handed out, and frees it once. */
export function owned(what: string, pointer: bigint, release: (pointer: bigint) => unknown): Handle {
  let freed = false;
  live++;
  return {
    get pointer() {
      if (freed) throw new TreeError(`the ${what} was freed already; do not ask a model after dispose()`);
      return pointer;
    },
    free() {
      if (freed) return;
      freed = true;
      live--;
      release(pointer);
    },
  };
}
