import type { AnswerFinding } from "../connection/answerFinding.ts";
import type { UtcMillis } from "../units.ts";
import type { LiveBar } from "./liveBar.ts";

/** Our clock and the source's. A bar has closed when both say so: early bars are held, and the history is not asked for what runs. */
export type BothClocks = {
  /** The earlier of the two. */
  readonly now: () => UtcMillis;
  /** Learns the source's clock from a bar; tells once a connection when the two differ by minutes. */
  readonly hear: (bar: LiveBar) => AnswerFinding | undefined;
  /** Another connection, another server: its clock counts from its first bar on. */
  readonly reconnect: () => void;
};

const MINUTES_OF_SKEW = 2;

export function bothClocks(ours: () => UtcMillis): BothClocks {
  let ahead: number | undefined;
  let isTold = false;
  let isNew = true;
  return {
    now: () => ours() + Math.min(0, ahead ?? 0),
    hear: ({ receivedAt, sentAt, source }) => {
      if (sentAt === undefined) return undefined;
      // The way here makes the source's clock seem late, never early.
      ahead = Math.max(isNew || ahead === undefined ? Number.NEGATIVE_INFINITY : ahead, sentAt - receivedAt);
      isNew = false;
      if (isTold || Math.abs(ahead) <= MINUTES_OF_SKEW * 60_000) return undefined;
      isTold = true;
      return { code: "clock skew", severity: "warning", where: { source, path: "bar" }, expected: "the time of this machine, within 2 minutes", got: `a clock ${(Math.abs(ahead) / 60_000).toFixed(1)} minutes ${ahead > 0 ? "ahead of" : "behind"} it` };
    },
    reconnect: () => {
      isNew = true;
      isTold = false;
    },
  };
}
