/** The commands that make and run a Postgres whose files lie in `folder`; as root, the user who must run them and now owns `folder`. */
export function postgresCommands(folder: string): { readonly initdb: string; readonly postgres: string; readonly uid?: number; readonly gid?: number };
export function systemPostgres(options?: { readonly find?: (name: string) => string | undefined; readonly packaged?: readonly string[] }): string | undefined;
/** Does the work; a problem of it says that the system's own packages may have a server too. */
export function orInstalled<T>(work: () => Promise<T>): Promise<T>;
