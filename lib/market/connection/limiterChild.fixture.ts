import { MarketError } from "../error.ts";
import { openLimiter } from "./limiter.ts";
import { testClock } from "./testClock.fixture.ts";

// A process that asks so many times by a clock of its own, and prints when it was let through.
const [file = "", start = "", times = "0", limits = "[]"] = process.argv.slice(2);
const clock = testClock(start);
const limiter = openLimiter({ source: "vendor", limits: JSON.parse(limits), file, now: clock.now, sleep: clock.sleep });
const granted: number[] = [];
let refused = 0;
for (let time = 0; time < Number(times); time++) {
  try {
    await limiter.take();
    granted.push(clock.now());
  } catch (error) {
    if (!(error instanceof MarketError) || error.reason !== "budget") throw error;
    refused++;
  }
}
process.stdout.write(JSON.stringify({ granted, refused }));
