/** Node's words for the command line. */
export const command: readonly string[];
/** Runs `marketbook <args>` on the pinned Node, and returns its exit code. */
export function marketbook(args: readonly string[], options?: { readonly cwd?: string }): Promise<number>;
