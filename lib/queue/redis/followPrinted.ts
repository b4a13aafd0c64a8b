import type { Queue as BullQueue } from "bullmq";
import { PRINTED_LIMIT } from "../work/printed.ts";

const LOOK = 500; // milliseconds
const AT_ONCE = 50; // rows

/** Reads what a job prints, from its first row on, and looks for more now and then. out: `end` reads what is left and looks no more */
export function followPrinted(bull: BullQueue, id: string, tell: (text: string) => void): { end(): Promise<void>; stop(): void } {
  let seen = 0;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const read = async (): Promise<void> => {
    for (;;) {
      const { logs } = await bull.getJobLogs(id, seen, seen + AT_ONCE - 1);
      seen += logs.length;
      for (const row of logs) tell(row.slice(0, PRINTED_LIMIT));
      if (logs.length < AT_ONCE) return;
    }
  };
  const again = (): void => {
    if (!isOver) timer = setTimeout(() => (reading = read().catch(() => {}).finally(again)), LOOK); // Redis is away: read when it is back
  };
  let reading = read().catch(() => {}).finally(again);
  const stop = (): void => {
    isOver = true;
    clearTimeout(timer);
  };
  return {
    stop,
    end: async () => {
      stop();
      await reading;
      await read();
    },
  };
}
