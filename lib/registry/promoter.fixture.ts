/** A process that asks for the promotion of a version, and says whether it came about. */
import { openRegistry } from "./openRegistry.ts";

const [, , place = "", models = "", id = ""] = process.argv;
const registry = await openRegistry(place, { models });
process.stdout.write(String((await registry.promote(Number(id), { at: 1 })).promoted));
await registry.close();
