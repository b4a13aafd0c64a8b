/** Thrown by a command that stopped because the user pressed Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("stopped by you, nothing half-written");
  }
}

const controller = new AbortController();
let awaited = false;

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

/** Listens for Ctrl-C and for a polite end by another program. A second Ctrl-C does not wait for the command. */
export function exitWhenInterrupted(): void {
  const stop = () => {
    if (!awaited || controller.signal.aborted) {
      console.error(`\nmarketbook: ${new Interrupted().message}`);
      process.exit(130);
    }
    controller.abort(new Interrupted());
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

/** A file beyond the shell's limit becomes an error of its write, with a message, instead of an end without a word. */
export function reportFileLimit(): void {
  if (process.platform !== "win32") process.on("SIGXFSZ", () => {});
}
