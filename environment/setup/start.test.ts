import { describe, expect, it } from "vitest";
import { requireNode } from "./start.mjs";

describe("requireNode", () => {
  it.each(["20.0.0", "22.23.2", "25.1.0"])("lets Node %s start the set-up", (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });

  it("refuses an older Node and says what to do", () => {
    expect(() => requireNode("18.20.4")).toThrowErrorMatchingInlineSnapshot(`[SetupProblem: Node 20 or newer is needed, this is 18.20.4. Install it from https://nodejs.org (or with your version manager) and start again.]`);
  });
});
