import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** A function that a file exports. */
export type Exported = { readonly name: string; readonly call: (...given: readonly unknown[]) => unknown };

const EXTENSIONS = [".ts", ".mts", ".js", ".mjs"];

/** Whether a word names a user's file of code, by its ending. */
export function isCodeFile(word: string): boolean {
  return EXTENSIONS.includes(path.extname(word));
}

/** Refuses a user's file before it is loaded. */
export function checkCodeFile(file: string): void {
  if (!existsSync(file)) throw new Error(`${file}: there is no such file`);
  if (statSync(file).isDirectory()) throw new Error(`${file} is a folder; name a file of TypeScript or JavaScript`);
  if (!isCodeFile(file)) throw new Error(`${file} is no TypeScript or JavaScript file; its name must end in ${EXTENSIONS.join(", ")}`);
}

/** What a user's TypeScript or JavaScript file exports, by name. */
export async function userExports(file: string): Promise<readonly (readonly [name: string, value: unknown])[]> {
  checkCodeFile(file);
  return Object.entries(await load(file)).filter(([name, value]) => !isEmptyModule(name, value));
}

/** The functions of a user's file: the named one, else the default export, else all. */
export async function userFunctions(file: string, wanted?: string): Promise<readonly Exported[]> {
  const exported = await userExports(file);
  const functions = exported.flatMap(([name, value]) => (isFunction(value) ? [{ name: name === "default" ? value.name || "default" : name, key: name, call: value }] : []));
  const names = exported.map(([name]) => name).join(", ");
  if (wanted !== undefined) {
    const found = functions.filter(({ key, name }) => key === wanted || name === wanted);
    if (found.length > 0) return found.slice(0, 1);
    throw new Error(`${file} exports no function "${wanted}"; ${exported.length === 0 ? "it exports nothing" : `its exports are ${names}`}`);
  }
  if (functions.length === 0) throw new Error(`${file} exports no function${exported.length === 0 ? "" : ` (its exports are ${names})`}; write export default function (bars) { … }`);
  const main = functions.filter(({ key }) => key === "default");
  return main.length > 0 ? main : functions;
}

/** What Node makes of a file that exports nothing: it takes it for the older kind of module, whose default is an object. */
function isEmptyModule(name: string, value: unknown): boolean {
  return name === "module.exports" || (name === "default" && value !== null && typeof value === "object" && Object.keys(value).length === 0);
}

function isFunction(value: unknown): value is ((...given: readonly unknown[]) => unknown) & { readonly name: string } {
  return typeof value === "function";
}

/** Imports a file; Node takes its types away. What it says against that is told in one sentence. */
async function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  const listeners = process.listeners("warning");
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    const isOfModuleType = "code" in warning && warning.code === "MODULE_TYPELESS_PACKAGE_JSON";
    if (!isOfModuleType) for (const listener of listeners) listener(warning);
  });
  try {
    const module: unknown = await import(pathToFileURL(path.resolve(file)).href);
    return Object.fromEntries(Object.entries(module ?? {}));
  } catch (error) {
    throw new Error(`${file} cannot be loaded: ${reason(error)}`, { cause: error });
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  const [said = ""] = error.message.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const at = /:(\d+)\n/.exec(error.stack ?? "")?.[1];
  const line = at === undefined ? "" : ` (line ${at})`;
  if (code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") return `${said}${line}. Node only takes types away: write a const object for an enum, a module for a namespace, a field for a parameter property`;
  if (code === "ERR_INVALID_TYPESCRIPT_SYNTAX" || error instanceof SyntaxError) return `its syntax is wrong${line}: ${said}`;
  if (code === "ERR_MODULE_NOT_FOUND") return `${said}. Paths of imports begin with ./ and end in .ts`;
  return `${said}${line}`;
}
