/** A command of the project that the system keeps running. */
export type Service = {
  /** One word: marketbook-<name>.service, marketbook.<name>. */
  readonly name: "schedules" | "worker";
  readonly description: string;
  /** Words after `marketbook`. */
  readonly words: readonly string[];
  /** How long a stop may take, in seconds; what then still runs is killed. */
  readonly stopSeconds: number;
  /** Where launchd writes what it says, seen from the project; systemd has its journal. */
  readonly log: string;
  /** Words of the command that tells people when systemd gives the service up. A service without it is begun again for as long as it takes. */
  readonly givenUp?: readonly string[];
};

/** Where a service is installed: absolute paths of this machine, so what names them is written outside of the project. */
export type Place = { readonly node: string; readonly project: string; /** Of the whole machine: who it runs as. Without it, it is a user's own. */ readonly user?: string };

export const schedulesService = (words: readonly string[]): Service => ({
  name: "schedules", description: "Marketbook schedules", words: ["schedule", "start", ...words], stopSeconds: 60,
  log: "artifacts/schedules/service.log", givenUp: ["alerts", "service-ended", ...words],
});

/** `grace`: seconds that running jobs have at a stop. A worker waits for Redis as long as that is away, so it is never given up. */
export const workerService = (words: readonly string[], grace: number): Service => ({
  name: "worker", description: "Marketbook worker", words: ["worker", ...words], stopSeconds: grace + 30, log: "artifacts/queue/worker.log",
});
