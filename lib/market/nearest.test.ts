import { describe, expect, it } from "vitest";
import { nearest } from "./nearest.ts";

describe("nearest", () => {
  it("finds a swapped, a missing and a wrong letter", () => {
    const names = ["lookback", "horizon", "epochs"];
    expect(nearest("loobkack", names)).toBe("lookback");
    expect(nearest("horzon", names)).toBe("horizon");
    expect(nearest("epocs", names)).toBe("epochs");
  });

  it("counts an adjacent swap as one mistake", () => {
    expect(nearest("ab", ["ba", "xy"])).toBe("ba");
  });

  it("is silent where nothing is near", () => {
    expect(nearest("colour", ["lookback", "horizon"])).toBeUndefined();
    expect(nearest("x", [])).toBeUndefined();
  });
});
