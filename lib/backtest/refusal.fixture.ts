import { expect } from "vitest";
import { BacktestError } from "./error.ts";

/** The text with which something is refused; not to be refused, or by another error, fails the test. */
export function refusalOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(BacktestError);
    return error instanceof Error ? error.message : "";
  }
  throw new Error("nothing was refused");
}
