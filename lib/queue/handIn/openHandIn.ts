import { createHash } from "node:crypto";
import { digestOf } from "../blobs/digestedFile.ts";
import { newJobId } from "../checkOrder.ts";
import { QueueError } from "../error.ts";
import type { Answer, Queue, SubmitOptions } from "../queue.ts";
import type { CodeState } from "../wire/code.ts";
import type { Work } from "../work/work.ts";
import { Detached } from "./detached.ts";
import { handInNotes } from "./notes.ts";
import { tellWaiting, type WaitingPace } from "./tellWaiting.ts";

export type HandInOptions = {
  readonly queue: Queue;
  /** The code that the jobs name: what was handed in by other code is another job. */
  readonly code: CodeState;
  /** Where is noted what was handed in and not yet fetched. */
  readonly folder: string;
  /** Leaves the jobs at work: now, as soon as they are handed in, or when the command is stopped. Default: who stops the command cancels them. */
  readonly detach?: "now" | "when stopped";
  /** What tells this call from another one that asks for the same, such as the time a schedule planned it for. */
  readonly occasion?: string;
  readonly say?: (line: string) => void;
  /** How often it is looked and said that jobs wait for a worker. */
  readonly pace?: WaitingPace;
};

/** What a command hands in to a queue, job by job. */
export type HandIn = {
  /** Ids of the jobs so far, those that were there before included. */
  readonly ids: readonly string[];
  /**
   * Hands in a job and fetches what came of it; the same job that an earlier call handed in and did not fetch, because it was killed or left it, is attached to.
   * An aborted signal cancels the job and throws the signal's reason. in: `take` gets the answer, and the job counts as fetched once it has resolved
   */
  submit<In, Out, Taken>(kind: Pick<Work<In, Out>, "name" | "result">, parameters: In, take: (answer: Answer<Out>) => Promise<Taken>, options: SubmitNow): Promise<Taken>;
};

export type SubmitNow = Pick<SubmitOptions, "inputs"> & { readonly signal?: AbortSignal | undefined; readonly onProgress?: (progress: unknown) => void; readonly onPrinted?: (text: string) => void };

/** Opens what a command hands in its jobs with. */
export function openHandIn({ code, detach, folder, occasion = "", pace, queue, say = () => {} }: HandInOptions): HandIn {
  const notes = handInNotes(folder);
  const ids: string[] = [];
  let isFirst = true;

  const idOf = async (key: string, kind: string): Promise<string> => {
    const noted = notes.read(key);
    const view = noted === undefined ? undefined : await queue.get(noted);
    const isOver = view?.state === "failed" || view?.state === "cancelled";
    return noted !== undefined && !isOver ? noted : newJobId(kind);
  };
  /** The first job speaks for all of a command. out: an end to telling that it waits */
  const tellFirst = async (id: string, isNew: boolean): Promise<() => void> => {
    if (!isFirst) return () => {};
    isFirst = false;
    if (!isNew) say(`${id} was handed in before; this goes on with it`);
    const over = new AbortController();
    const waiting = tellWaiting(queue, say, pace);
    await waiting.now(id);
    if (detach !== "now") void waiting.until(id, over.signal);
    return () => over.abort();
  };

  return {
    ids,
    submit: async (kind, parameters, take, { inputs = {}, onPrinted, onProgress, signal }) => {
      signal?.throwIfAborted();
      const contents = Object.entries(inputs).map(([name, file]) => [name, digestOf(file).digest]);
      const key = createHash("sha256").update(JSON.stringify([kind.name, parameters, contents, code, occasion])).digest("hex");
      const id = await idOf(key, kind.name);
      notes.write(key, id); // before the job is there: whoever is killed in between finds nothing under the id, and hands it in
      const job = await queue.submit(kind, parameters, { id, inputs });
      ids.push(id);
      if (onProgress) job.onProgress(onProgress);
      if (onPrinted) job.onPrinted(onPrinted);
      const toldEnough = await tellFirst(id, job.isNew);
      if (detach === "now") throw new Detached();
      try {
        const taken = await take(await untilAborted(job.result, signal, async () => (detach === undefined ? cancel(queue, id) : undefined)));
        notes.remove(key);
        return taken;
      } catch (error) {
        if (!signal?.aborted || detach === undefined) notes.remove(key);
        throw error;
      } finally {
        toldEnough();
      }
    },
  };
}

/** What comes first: the result, or the signal, whose reason is thrown once the job was asked to end. */
async function untilAborted<T>(result: Promise<T>, signal: AbortSignal | undefined, stop: () => Promise<void>): Promise<T> {
  if (signal === undefined) return result;
  let hear: () => void = () => {};
  const aborted = new Promise<"aborted">((resolve) => signal.addEventListener("abort", (hear = () => resolve("aborted")), { once: true }));
  if (signal.aborted) hear();
  try {
    const first = await Promise.race([result.then((value) => ({ value })), aborted]);
    if (first !== "aborted") return first.value;
    await stop();
    throw signal.reason;
  } finally {
    signal.removeEventListener("abort", hear);
  }
}

/** Cancels; what has ended meanwhile needs none. */
async function cancel(queue: Queue, id: string): Promise<void> {
  try {
    await queue.cancel(id);
  } catch (error) {
    if (!(error instanceof QueueError) || error.fault !== "usage") throw error;
  }
}
