/** A process that saves pieces of bars and says so after each: place, first piece, step, pieces, and whether it stays at the store after the last. */
import { sliceBars } from "../bars.ts";
import { openStore } from "./openStore.ts";
import { answerOf, hourly, pageOf, PIECE, STEP } from "./storeBars.fixture.ts";

const [, , place = "", first = "0", by = "1", pieces = "0", stays = ""] = process.argv;
const store = await openStore(place, { now: () => 1.8e12 });
for (let piece = Number(first); piece < Number(pieces); piece += Number(by)) {
  await store.savePage("binance", pageOf(sliceBars(hourly, piece * STEP, piece * STEP + PIECE), answerOf(`piece ${piece}`)));
  process.stdout.write(`${piece}\n`);
}
// Whoever ends it or its server finds it at work, however late.
while (stays === "stays") await store.listSeries();
await store.close();
