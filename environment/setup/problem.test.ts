import { describe, expect, it } from "vitest";
import { diagnose } from "./problem.mjs";

describe("diagnose", () => {
  it.each([
    ["npm error code ENOSPC", "The disk is full."],
    ["OSError: [Errno 28] No space left on device", "The disk is full."],
    ["npm error code ENOTFOUND", "The package registry cannot be reached."],
    ["NewConnectionError: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution", "The package registry cannot be reached."],
    ["npm error code SELF_SIGNED_CERT_IN_CHAIN", "The package registry's certificate is not trusted here."],
    ["THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "A downloaded package is not the one that the lock file names."],
    ["ERROR: No matching distribution found for anyio==4.16.0", "No fitting package was found: the registry cannot be reached, or has none for this Python."],
    ["npm error code EACCES", "A file of the project cannot be written."],
  ])("knows the cause behind %s", (output, cause) => {
    expect(diagnose("Installing", { output, log: undefined }).what).toBe(`Installing failed. ${cause}`);
  });

  it("quotes the last line that speaks of an error when it knows no cause, and names the log", () => {
    expect(diagnose("Compiling", { output: "a\nb.cc:1: error: no type named X\ncompilation terminated\n", log: "artifacts/set-up/compiling.log" }).message)
      .toBe("Compiling failed: b.cc:1: error: no type named X. Start again, or see what `npm run doctor` says. The whole output is in artifacts/set-up/compiling.log.");
  });
});
