import { setTimeout as sleep } from "node:timers/promises";
import type { Queue } from "../queue.ts";
import type { Needs } from "../work/work.ts";

/** Milliseconds between two looks at who listens, and between two reminders. */
export type WaitingPace = { readonly look: number; readonly remind: number };

const PACE: WaitingPace = { look: 3000, remind: 60_000 };

const NOBODY: Readonly<Record<Needs, string>> = {
  gpu: "no worker with a GPU listens; the jobs wait for one: npx marketbook worker --gpu, on the machine that has it",
  cpu: "no worker listens; the jobs wait for one: npx marketbook worker, on the machine that shall work",
};

/** Says when the jobs of a command wait for a worker, again each minute, when one listens, and when the first of the jobs begins. */
export function tellWaiting(queue: Queue, say: (line: string) => void, { look, remind }: WaitingPace = PACE) {
  let toldAt: number | undefined;
  let waitedFor = false;

  const lookAt = async (id: string): Promise<void> => {
    const view = await queue.get(id);
    const isWaiting = view?.state === "waiting" || view?.state === "delayed";
    if (view === undefined || (!isWaiting && !waitedFor)) return;
    if (!isWaiting) {
      waitedFor = false;
      toldAt = undefined;
      return say(`${id} has begun${view.worker === undefined ? "" : ` at ${view.worker}`}`);
    }
    const isThere = (await queue.workers())[view.needs] > 0;
    if (isThere && toldAt !== undefined) {
      toldAt = undefined;
      say("a worker listens now");
    } else if (!isThere && (toldAt === undefined || performance.now() - toldAt >= remind)) {
      say(`${toldAt === undefined ? "" : "still "}${NOBODY[view.needs]}`);
      toldAt = performance.now();
      waitedFor = true;
    }
  };
  return {
    /** Looks once, now. */
    now: lookAt,
    /** Looks again and again until the signal is aborted. */
    until: async (id: string, over: AbortSignal): Promise<void> => {
      while (!over.aborted) {
        await sleep(look, undefined, { ref: false });
        if (!over.aborted) await lookAt(id).catch(() => {}); // Redis is away: looked at again when it is back
      }
    },
  };
}
