import { InvalidArgumentError } from "commander";

/** A whole number of an option. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) throw new InvalidArgumentError(most === Number.MAX_SAFE_INTEGER ? `Give a whole number from ${least}.` : `Give a whole number from ${least} to ${most}.`);
    return value;
  };
}

/** A share of an option, between 0 and 1. */
export function share(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0 && value < 1)) throw new InvalidArgumentError("Give a number between 0 and 1.");
  return value;
}

/** Names with commas between. */
export function names(text: string): readonly string[] {
  return [...new Set(text.split(",").map((name) => name.trim()).filter((name) => name !== ""))];
}
