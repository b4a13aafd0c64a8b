import { type Clock, pause } from "./clock.ts";
import type { LiveBar } from "./liveBar.ts";
import type { UtcMillis } from "../units.ts";

/** A bar with the last close before it, where the source is sure that no bar lies between. */
export type Arrival = { readonly bar: LiveBar; readonly follows?: UtcMillis };

/** What waits between the market and the reader: finished bars by their close, the newest state of the open bar, and a note that bars may be missing. */
export type BarQueue = {
  readonly push: (arrival: Arrival) => void;
  /** The market may have moved on unseen. */
  readonly noteGap: () => void;
  /** The market's side has ended, with an error or without. */
  readonly end: (failure?: unknown) => void;
  readonly take: () => Arrival | "gap" | { readonly failure: unknown } | undefined;
  /** Until something is there, or so long. */
  readonly wait: (millis: number) => Promise<void>;
};

/** Holds at most so many finished bars. What comes when it is full is let go with a note, for it can be fetched. */
export function barQueue({ clock, most, onFull }: { readonly clock: Clock; readonly most: number; readonly onFull: () => void }): BarQueue {
  const finished: Arrival[] = [];
  let open: Arrival | undefined;
  let gap = false;
  let isFull = false;
  let ended: { readonly failure: unknown } | undefined;
  let waker: AbortController | undefined;
  const wake = (): void => waker?.abort();
  return {
    push: (arrival) => {
      const { closeTime, isFinished } = arrival.bar;
      if (!isFinished) open = open === undefined || closeTime >= open.bar.closeTime ? arrival : open;
      else if (finished.length >= most) {
        gap = true;
        if (!isFull) onFull();
        isFull = true;
      } else {
        const after = finished.findLastIndex(({ bar }) => bar.closeTime <= closeTime);
        finished.splice(after + 1, 0, arrival);
        if (open !== undefined && open.bar.closeTime <= closeTime) open = undefined;
      }
      wake();
    },
    noteGap: () => {
      gap = true;
      wake();
    },
    end: (failure) => {
      ended = { failure };
      wake();
    },
    take: () => {
      const first = finished.shift();
      if (first !== undefined) return first;
      isFull = false;
      if (gap) {
        gap = false;
        return "gap";
      }
      const state = open;
      open = undefined;
      return state ?? ended;
    },
    wait: async (millis) => {
      if (finished.length > 0 || gap || open !== undefined || ended !== undefined) return;
      waker = new AbortController();
      await pause(clock, millis, waker.signal);
      waker = undefined;
    },
  };
}
