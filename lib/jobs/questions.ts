import type { Order, Report } from "./messages.ts";

type Answer = Extract<Order, { answer: unknown }>["answer"];
type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void };

// Questions that this process has asked the one that gave it the job.
const waiting = new Map<number, Waiting>();
let asked = 0;

/** How a job in this process asks its parent. */
export function askParent(say: (report: Report) => void): (question: unknown) => Promise<unknown> {
  return (question) => new Promise((resolve, reject) => {
    const id = ++asked;
    waiting.set(id, { resolve, reject });
    say({ ask: { id, question: question ?? null } });
  });
}

/** Gives an answer to who asked. */
export function hearAnswer({ id, refused, value }: Answer): void {
  const asker = waiting.get(id);
  waiting.delete(id);
  if (refused === undefined) asker?.resolve(value ?? null);
  else asker?.reject(new Error(refused));
}

/** What a question comes to, as the message that answers it. */
export async function answerOf(id: number, question: unknown, onAsk: ((question: unknown) => Promise<unknown>) | undefined): Promise<Order> {
  try {
    return { answer: { id, value: (await told(onAsk)(question)) ?? null } };
  } catch (error) {
    return { answer: { id, refused: error instanceof Error ? error.message : String(error) } };
  }
}

/** Who answers; where nobody does, a refusal. */
export function told(onAsk: ((question: unknown) => Promise<unknown>) | undefined): (question: unknown) => Promise<unknown> {
  return onAsk ?? (async () => {
    throw new Error("nobody answers this job's questions; give onAsk to run");
  });
}
