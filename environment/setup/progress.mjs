/** Seconds as a person reads them. */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Progress on the error stream, so that a command's own output stays clean: one line when a step begins, one when it ends. */
export function progress(stream = process.stderr, clock = () => performance.now()) {
  const began = clock();
  const line = (text) => stream.write(`[${seconds(clock() - began).padStart(7)}] ${text}\n`);
  return {
    say: line,
    async step(title, work) {
      const start = clock();
      line(`${title} …`);
      const note = await work(line);
      line(`${title}: ready in ${seconds(clock() - start)}${note ? ` (${note})` : ""}`);
    },
  };
}
