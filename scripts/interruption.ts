const STOPS = {
  SIGINT: { exitCode: 130, words: "stopped by you" },
  SIGTERM: { exitCode: 143, words: "stopped by another program" },
  SIGHUP: { exitCode: 129, words: "stopped as its terminal was closed" },
} as const;

const controller = new AbortController();
let awaited = false;
let stoppedBy: keyof typeof STOPS = "SIGINT";

/** Thrown by a command that stopped because the user pressed Ctrl-C, or another program asked it to end; says what that left. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly exitCode = STOPS[stoppedBy].exitCode;
  constructor(left = "nothing half-written") {
    super(`${STOPS[stoppedBy].words}, ${left}`);
  }
}

/** Aborts at Ctrl-C. A command that asks for it ends its children and itself; any other is ended at once. */
export function interruption(): AbortSignal {
  awaited = true;
  return controller.signal;
}

/** Throws `Interrupted` after Ctrl-C; to be called between steps. */
export function stopIfInterrupted(): void {
  if (controller.signal.aborted) throw new Interrupted();
}

/** The reader of the output has gone, as in `marketbook --help | head -1`: nothing is left to say. */
export function exitWhenUnread(): void {
  process.stdout.on("error", (error) => {
    if ("code" in error && error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

/** Listens for Ctrl-C, for a polite end by another program and for the end of the terminal. A second Ctrl-C does not wait for the command. */
export function exitWhenInterrupted(): void {
  const stop = (signal: keyof typeof STOPS) => {
    stoppedBy = signal;
    const interrupted = new Interrupted();
    if (controller.signal.aborted && signal === "SIGHUP") return; // the terminal and the starter both say it, and neither is in a hurry
    if (!awaited || controller.signal.aborted) {
      console.error(`\nmarketbook: ${interrupted.message}`);
      process.exit(interrupted.exitCode);
    }
    controller.abort(interrupted);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(signal));
  // `environment/run.mjs` forwards signals and is waited for: once it was killed outright, nobody can stop this process any more, and nobody hears of its end.
  process.once("disconnect", () => { if (!controller.signal.aborted) stop("SIGTERM"); });
  process.channel?.unref();
}

/** A file beyond the shell's limit becomes an error of its write, with a message, instead of an end without a word. */
export function reportFileLimit(): void {
  if (process.platform !== "win32") process.on("SIGXFSZ", () => {});
}
