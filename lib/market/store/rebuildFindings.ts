import { formatBarTime } from "../barTime.ts";
import type { OtherValue } from "./compareAnswer.ts";
import type { Damaged } from "./damagedSegments.ts";
import type { RebuildReport, StoreFinding } from "./marketStore.ts";
import type { Unfounded } from "./unfounded.ts";

type Found = {
  readonly differing: readonly OtherValue[];
  readonly unfounded: readonly Unfounded[];
  readonly made: readonly (Damaged & { readonly rebuilt: number })[];
  /** Bars whose bytes are not there any more, are damaged, or are of a source that does not read them. */
  readonly unread: number;
};

/** Bars told one by one, of each kind. */
export const MOST_FINDINGS = 20;

/** What reading the kept answers again has found, as findings. */
export function rebuildFindings({ interval, symbol, unreadable }: Pick<RebuildReport, "symbol" | "interval" | "unreadable">, { differing, made, unfounded, unread }: Found): readonly StoreFinding[] {
  const name = `${symbol} ${interval}`;
  const otherwise = (where: string, expected: string, got: string): StoreFinding => ({ code: "rebuilt otherwise", severity: "error", where: `${name}, ${where}`, expected, got });
  return [
    ...differing.map(({ closeTime, column, isFormer, read, stored }) => otherwise(`${formatBarTime(closeTime)}, ${column}${isFormer ? " of a former version" : ""}`, `${read}, as its bytes say`, String(stored))),
    ...unfounded.slice(0, MOST_FINDINGS).map(({ closeTime, isFormer }) => otherwise(formatBarTime(closeTime), "none, as its bytes say", isFormer ? "a former version" : "a bar")),
    ...made.map(({ from, rebuilt, rows, to }): StoreFinding => ({ code: "segment changed", severity: "error", where: `${name}, ${formatBarTime(from)} to ${formatBarTime(to)}`, expected: `the ${rows} bars that were saved`, got: `other bytes; the kept answers have ${rebuilt} bars` })),
    ...[...unreadable].map((sha256): StoreFinding => ({ code: "bytes changed", severity: "error", where: `answer ${sha256}`, expected: "bytes of that hash", got: "other bytes" })),
    ...(unread === 0 ? [] : [{ code: "bars without bytes" as const, severity: "warning" as const, where: name, expected: "bytes that can be read again", got: `none for ${unread} bars, which are left as they are` }]),
  ];
}
