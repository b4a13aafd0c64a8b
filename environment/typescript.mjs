// TypeScript without its types, and compiled code, from caches: to strip types Node compiles a WebAssembly program first, and that is half of a short command's time.
// Imported before the project's own files on the pinned Node. One entry a file, so that it does not grow; deleting the folder is safe at any time.
import { hash } from "node:crypto";
import fs from "node:fs";
import { enableCompileCache, registerHooks, stripTypeScriptTypes } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { nodeModules, root } from "./setup/places.mjs";

const folder = path.join(nodeModules, ".cache/marketbook-typescript");
const project = pathToFileURL(root + path.sep).href;

enableCompileCache(path.join(folder, "compiled"));
registerHooks({
  load(url, context, next) {
    const isOurs = url.startsWith(project) && url.endsWith(".ts") && !url.includes("/node_modules/");
    const source = isOurs ? javaScript(fileURLToPath(url)) : undefined;
    return source === undefined ? next(url, context) : { format: "module", source, shortCircuit: true };
  },
});

/** Undefined where Node has to say itself what is wrong with the file. */
function javaScript(file) {
  const source = read(file);
  if (source === undefined) return undefined;
  const entry = path.join(folder, path.relative(root, file).replaceAll(path.sep, "__"));
  const key = hash("sha256", `${process.version}\n${source}`);
  const found = read(entry);
  if (found?.startsWith(key)) return found.slice(key.length);
  try {
    const text = stripTypeScriptTypes(source);
    write(entry, key + text);
    return text;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function write(entry, text) {
  const draft = `${entry}.${process.pid}`;
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(draft, text);
    fs.renameSync(draft, entry);
  } catch (error) {
    // A project on a read-only disk, or a full one, works without.
    if (!["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"].includes(error.code)) throw error;
  }
}
