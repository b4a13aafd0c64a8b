const PAUSE = 200; // milliseconds between two rows
const LONGEST = 16_384; // characters of a row

/** Sends what is printed on in rows, in its order, at most a few a second. out: `end` resolves when all of it is sent */
export function printedRows(send: (row: string) => Promise<unknown>): { add(text: string): void; end(): Promise<void> } {
  let waiting = "";
  let timer: NodeJS.Timeout | undefined;
  let sent: Promise<unknown> = Promise.resolve();
  const flush = (): void => {
    timer = undefined;
    for (; waiting !== ""; waiting = waiting.slice(LONGEST)) {
      const row = waiting.slice(0, LONGEST);
      sent = sent.then(() => send(row)).catch(() => {}); // the job is another worker's now: what it prints is told there
    }
  };
  return {
    add: (text) => {
      waiting += text;
      timer ??= setTimeout(flush, PAUSE);
    },
    end: async () => {
      clearTimeout(timer);
      flush();
      await sent;
    },
  };
}
