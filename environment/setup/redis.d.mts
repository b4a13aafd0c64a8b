/** The Redis server that a test starts: the system's, else the one that the set-up unpacked. Throws a `SetupProblem` where there is none. */
export function redisServer(): string;
export function systemRedis(options?: { readonly find?: (name: string) => string | undefined }): string | undefined;
/** Throws a `SetupProblem` on a system for which there is no wheel. */
export function requireWheel(system?: { readonly platform?: string; readonly arch?: string }): void;
/** Does the work; a problem of it says that the system's own packages may have a server too. */
export function orInstalled<T>(work: () => Promise<T>): Promise<T>;
/** A step of the set-up. */
export const testRedis: { readonly title: string; work(say?: (line: string) => void): Promise<{ readonly note: string }> };
