/** A process that looks at all of a store of pieces, and says how many it holds and how many findings there are. */
import { openStore } from "./openStore.ts";
import { PIECE, STEP } from "./storeBars.fixture.ts";

const [, , place = ""] = process.argv;
const store = await openStore(place);
const [series] = await store.listSeries();
process.stdout.write(`${((series?.rows ?? 0) - PIECE) / STEP + 1}\n${(await store.verify()).length}\n`);
await store.close();
