import { describe, expect, it } from "vitest";
import { median, timeSuite, type Contest } from "./timing.ts";

const contest = (change: Partial<Contest> = {}): Contest => ({
  work: "sum", peer: "a peer 1.0", target: 1, ours: () => {}, theirs: () => {}, agree: () => undefined, ...change,
});
const suite = (change: Partial<Contest> = {}) => [{ work: "sum", prepare: async () => contest(change) }];

describe("timeSuite", () => {
  it("gives a row with the ratio peer ÷ ours", async () => {
    const [row] = await timeSuite(suite(), 3, () => {});
    expect(row).toMatchObject({ work: "sum", peer: "a peer 1.0", target: 1 });
    expect(row?.ratio).toBeCloseTo((row?.peerSeconds ?? 0) / (row?.oursSeconds ?? 1), 12);
    expect(row?.spread).toBeGreaterThanOrEqual(0);
  });

  it("times nothing where the results differ", async () => {
    let timed = 0;
    await expect(timeSuite(suite({ agree: () => "row 7: 1 and 2", ours: () => (timed += 1) }), 3, () => {})).rejects.toThrow(/sum: the results differ from a peer 1.0.*row 7/);
    expect(timed).toBe(0);
  });

  it("takes turns, and lets each side go first in every second one", async () => {
    const order: string[] = [];
    const slow = (name: string) => () => {
      order.push(name);
      const end = performance.now() + 51;
      while (performance.now() < end);
    };
    await timeSuite(suite({ ours: slow("o"), theirs: slow("t") }), 4, () => {});
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
    await timeSuite([entry("a"), entry("b")], 1, () => {});
    expect(events).toEqual(["open a", "close a", "open b", "close b"]);
  });
});

describe("median", () => {
  it("is the middle, or the mean of the two middle ones", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
