import { expect, test } from "vitest";
import { bothClocks } from "./bothClocks.ts";
import type { LiveBar } from "./liveBar.ts";

const barAt = (receivedAt: number, sentAt: number): LiveBar => ({ symbol: "BTC-USDT", interval: "1m", closeTime: 0, open: 1, high: 1, low: 1, close: 1, volume: 1, isFinished: true, source: "made up", provenance: "made up", receivedAt, sentAt });

test("the earlier of two clocks counts; the fastest message tells the other one's", () => {
  const clocks = bothClocks(() => 1_000_000);
  expect(clocks.now()).toBe(1_000_000);
  clocks.hear(barAt(1_000_000, 940_000));
  clocks.hear(barAt(1_000_000, 950_000));
  clocks.hear(barAt(1_000_000, 945_000));
  expect(clocks.now()).toBe(950_000);
  clocks.reconnect();
  expect(clocks.now()).toBe(950_000);
  clocks.hear(barAt(1_000_000, 1_400_000));
  expect(clocks.now()).toBe(1_000_000);
});
