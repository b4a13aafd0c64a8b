import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type koffiType from "koffi";
import type { KoffiFunc, LibraryHandle } from "koffi";
import { TreeError } from "./error.ts";

/** Where set-up puts the tree libraries. */
export const treesFolder = path.resolve(import.meta.dirname, "../../.venv/trees");

/** Not named require: where a notebook loads this file as CommonJS, that name is taken. */
const requirePackage = createRequire(import.meta.url);
const SET_UP = "Run `node environment/run.mjs setup`; `npm run doctor` says more.";
/** The libraries' own recursion runs on koffi's stack in a call on another thread; its default is too small for deep trees. */
const STACK_BYTES = 8 << 20;

let loaded: typeof koffiType | undefined;

/** koffi, loaded when the first tree is asked for. */
export function koffi(): typeof koffiType {
  if (loaded) return loaded;
  const made: typeof koffiType = requirePackage("koffi");
  made.config({ ...made.config(), async_stack_size: STACK_BYTES });
  return (loaded = made);
}

/** A C library of set-up, by its folder and name without the system's ending. */
export function loadLibrary(title: string, folder: string, name: string): LibraryHandle {
  const file = path.join(treesFolder, "native", folder, "lib", `${name}.${process.platform === "darwin" ? "dylib" : "so"}`);
  if (!existsSync(file)) throw new TreeError(`${title}: its library is not there. ${SET_UP}`);
  try {
    return open(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const remedy = /libomp/.test(why) ? "It needs OpenMP: `brew install libomp`." : SET_UP;
    throw new TreeError(`${title}: its library does not load (${why}). ${remedy}`, { cause: error });
  }
}

/** LightGBM needs the system's GNU OpenMP; where there is none, that of XGBoost's wheel takes its place under the same name. */
function open(file: string): LibraryHandle {
  try {
    return koffi().load(file);
  } catch (error) {
    const openMp = path.join(path.dirname(file), "libgomp.so.1");
    if (!existsSync(openMp)) throw error;
    koffi().load(openMp, { global: true });
    return koffi().load(file);
  }
}

/** A C function that returns 0 when it went well. */
export type Native<Arguments extends readonly unknown[]> = KoffiFunc<(...given: [...Arguments]) => number>;

/** Calls C functions of one library and turns what goes wrong into an error with the library's words. */
export type Caller = {
  call<Arguments extends readonly unknown[]>(function_: Native<Arguments>, ...given: Arguments): void;
  /** The same on another thread, so that this one stays free. */
  callAsync<Arguments extends readonly unknown[]>(function_: Native<Arguments>, ...given: Arguments): Promise<void>;
};

export function caller(title: string, lastError: () => string): Caller {
  const call: Caller["call"] = (function_, ...given) => {
    if (function_(...given) !== 0) throw new TreeError(`${title}: ${told(lastError())}`);
  };
  return {
    call,
    async callAsync(function_, ...given) {
      const code = await new Promise<number>((resolve, reject) => {
        function_.async(...given, (error: unknown, result: number) => (error ? reject(error) : resolve(result)));
      });
      // The library keeps its words for the thread that heard them: the same call here says them again.
      if (code !== 0) call(function_, ...given);
    },
  };
}

/** The first line of a library's message, without its clock and source line. The rest is a stack of addresses. */
function told(message: string): string {
  const line = message.split("\n").map((text) => text.replace(/^\[[\d:]+\]\s*\S+:\d+:\s*/, "").trim()).find(Boolean);
  return line?.replace(/^Check failed:\s*/, "check failed: ") ?? "it failed without a word";
}

/** Numbers that a library lends until its next call, copied. */
export function copied(pointer: bigint, count: number): Float64Array {
  return Float64Array.from(new Float32Array(koffi().view(pointer, 4 * count)));
}

/** What a function has put into its out parameter. */
export function made<T>([value]: readonly [T | null]): T {
  if (value === null) throw new TreeError("a tree library said that all went well and gave nothing");
  return value;
}
