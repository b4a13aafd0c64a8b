import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { explain } from "./explain.ts";

function thrown(code: string, facts: Readonly<Record<string, string | number>> = {}): Error {
  return Object.assign(new Error(`${code}: something, write`), { code, ...facts });
}

describe("explain", () => {
  it("names the file and the remedy of what the system refused", () => {
    expect(explain(thrown("ENOSPC", { path: "out.csv" }))).toBe("the disk is full while writing out.csv; free some space and run again. What was there before is unchanged");
    expect(explain(thrown("EFBIG", { path: "out.csv" }))).toMatch(/^out.csv would be larger than this shell allows; /);
    expect(explain(thrown("EACCES", { path: "out.csv" }))).toMatch(/^out.csv may not be read or written by you; /);
    expect(explain(thrown("EPIPE"))).toMatch(/write into a file instead/);
  });

  it("names the wanted file, not the temporary one, where a rename failed", () => {
    expect(explain(thrown("EACCES", { path: "out.csv.123", dest: "out.csv" }))).toMatch(/^out.csv may not/);
  });

  it("explains the system's own error for a missing file", () => {
    let error: unknown;
    try {
      readFileSync("nowhere/bars.csv");
    } catch (caught) {
      error = caught;
    }
    expect(explain(error)).toBe("nowhere/bars.csv does not exist; check the path");
  });

  it("explains the system's own error for a port in use", async () => {
    const first = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => first.once("listening", resolve));
    const address = first.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const second = createServer().listen(port, "127.0.0.1");
    const error = await new Promise((resolve) => second.once("error", resolve));
    first.close();
    expect(explain(error)).toBe(`port ${port} is in use by another program; stop that or choose another port`);
  });

  it("makes one paragraph of the message of any other error", () => {
    expect(explain(new Error("bad row\n  in line 3"))).toBe("bad row in line 3");
    expect(explain("plain text")).toBe("plain text");
  });
});
