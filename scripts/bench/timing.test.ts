import { describe, expect, it } from "vitest";
import { median, timeSuite, type Contest } from "./timing.ts";

const contest = (change: Partial<Contest> = {}): Contest => ({
  work: "sum", peer: "a peer 1.0", target: 1, ours: () => {}, theirs: () => {}, agree: () => undefined, ...change,
});
const silent = { onStart: () => {}, onEnd: () => {} };
const suite = (change: Partial<Contest> = {}) => [{ work: "sum", prepare: async () => contest(change) }];

describe("timeSuite", () => {
  it("gives a row with the ratio peer ÷ ours", async () => {
    const [row] = await timeSuite(suite(), 3, silent);
    expect(row).toMatchObject({ work: "sum", peer: "a peer 1.0", target: 1, unit: "seconds", turns: 3 });
    if (row === undefined || "error" in row) throw new Error("no row was timed");
    expect(row.ratio).toBeCloseTo(row.theirs / row.ours, 12);
    expect(row.spread).toBeGreaterThanOrEqual(0);
  });

  it("times nothing where the results differ", async () => {
    let timed = 0;
    const rows = await timeSuite(suite({ agree: () => "row 7: 1 and 2", ours: () => (timed += 1) }), 3, silent);
    expect(rows).toEqual([{ work: "sum", peer: "a peer 1.0", error: "the results differ, so the times mean nothing: row 7: 1 and 2" }]);
    expect(timed).toBe(0);
  });

  it("goes on after a row that fails, and closes it", async () => {
    let closed = 0;
    const fails = contest({ theirs: () => { throw new Error("out of memory"); }, close: () => (closed += 1) });
    const absent = { work: "mean", peer: "a peer", prepare: () => Promise.reject(new Error("not installed")) };
    const rows = await timeSuite([absent, { work: "sum", prepare: async () => fails }, ...suite()], 1, silent);
    expect(rows).toMatchObject([{ work: "mean", peer: "a peer", error: "not installed" }, { error: "out of memory" }, { ratio: expect.any(Number) }]);
    expect(closed).toBe(1);
  });

  it("takes a side's own measure of so many runs", async () => {
    const asked = new Set<number>();
    const measure = async (runs: number) => {
      asked.add(runs);
      return runs * 0.03;
    };
    const [row] = await timeSuite(suite({ ours: { measure }, theirs: { measure: async (runs) => 2 * (await measure(runs)) } }), 1, silent);
    expect(row).toMatchObject({ ours: 0.03, theirs: 0.06, ratio: 2, spread: 0 });
    expect(asked).toEqual(new Set([1, 2]));
  });

  it("measures bytes once a turn, without a warm-up", async () => {
    let asked = 0;
    const side = { measure: async () => 100 * (asked += 1) };
    const [row] = await timeSuite(suite({ ours: side, theirs: { measure: async () => 300 }, unit: "bytes", turns: 3 }), 9, silent);
    expect(row).toMatchObject({ unit: "bytes", ours: 200, theirs: 300, ratio: 1.5, turns: 3 });
  });

  it("gives the times of the equal parts of a work, where it has such", async () => {
    const side = (seconds: number) => ({ measure: async (runs: number) => runs * seconds });
    const [row] = await timeSuite(suite({ ours: side(0.5), theirs: side(2), each: { name: "bar", count: 1000 } }), 1, silent);
    expect(row).toMatchObject({ ours: 0.5, theirs: 2, ratio: 4, each: { name: "bar", ours: 5e-4, theirs: 2e-3 } });
  });

  it("takes turns, and lets each side go first in every second one", async () => {
    const order: string[] = [];
    const slow = (name: string) => () => {
      order.push(name);
      const end = performance.now() + 51;
      while (performance.now() < end);
    };
    await timeSuite(suite({ ours: slow("o"), theirs: slow("t") }), 4, silent);
    expect(order.slice(-8).join("")).toBe("ottootto");
  });

  it("closes a contest before the next is prepared", async () => {
    const events: string[] = [];
    const entry = (name: string) => ({
      work: name, prepare: async () => {
        events.push(`open ${name}`);
        return contest({ close: () => events.push(`close ${name}`) });
      },
    });
    await timeSuite([entry("a"), entry("b")], 1, silent);
    expect(events).toEqual(["open a", "close a", "open b", "close b"]);
  });
});

describe("median", () => {
  it("is the middle, or the mean of the two middle ones", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
