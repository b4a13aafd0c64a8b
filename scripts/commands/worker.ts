import { availableParallelism } from "node:os";
import { Command } from "commander";
import { hasNvidia } from "../../environment/setup/variant.mjs";
import { shownText } from "../../lib/market/connection/shownText.ts";
import { checkLine, openWorker, QueueError, redisAddress, type RedisAddress, shippedWork, shownAddress } from "../../lib/queue/index.ts";
import { addInstallOptions, install, type InstallOptions } from "../install/installCommand.ts";
import type { System } from "../install/installation.ts";
import { workerService } from "../install/service.ts";
import { innerCommand } from "../innerCommand.ts";
import { Interrupted, interruption } from "../interruption.ts";
import { whole } from "../models/numbers.ts";
import { orMisuse } from "../orMisuse.ts";

type Options = { readonly concurrency?: number; readonly gpu?: boolean; readonly threads?: number; readonly memory?: number; readonly grace?: number };

/** Seconds that running jobs have at a stop. */
const GRACE = 30;

const ADDRESS = `
The address stands in the environment or in the project's .env:
  MARKETBOOK_REDIS_URL=rediss://user:password@desktop:6379
  MARKETBOOK_REDIS_CA=environment/redis-ca.pem   where no public authority signed Redis's certificate
  MARKETBOOK_REDIS_INSECURE=1   takes redis:// to another machine, over a line that is private already`;

export function workerCommand(): Command {
  const worker = addWorkerOptions(new Command("worker"))
    .description("Takes jobs from the queue in Redis (MARKETBOOK_REDIS_URL) and works them until it is stopped: training, trials, folds, forecasts and notebooks that another machine submitted.")
    .enablePositionalOptions()
    .addHelpText("after", `${ADDRESS}\n\nCtrl-C or SIGTERM: takes no more jobs, waits for those that run, hands back with their checkpoint those that take too long. A second one ends at once.`)
    .action(run);
  addWorkerOptions(addInstallOptions(innerCommand(worker, "install", "write a systemd unit or a launchd property list of the worker, and print what to type", "install systemd --gpu --concurrency 2"))).action(installWorker);
  return worker;
}

function addWorkerOptions(command: Command): Command {
  return command
    .option("--concurrency <jobs>", `jobs of the processor at a time (default: one a core, here ${availableParallelism()})`, whole(1, 1024))
    .option("--gpu", "take GPU jobs as well, one at a time (default: where there is an NVIDIA GPU)")
    .option("--no-gpu", "take jobs of the processor alone")
    .option("--threads <count>", "threads that each job computes with (default: 1)", whole(1, 1024))
    .option("--memory <megabytes>", "end a job whose process takes more", whole(64))
    .option("--grace <seconds>", `time that running jobs have after Ctrl-C or SIGTERM before they are handed back (default: ${GRACE})`, whole(0, 86_400));
}

async function run({ concurrency = availableParallelism(), gpu = hasNvidia(), grace = GRACE, memory, threads = 1 }: Options, command: Command): Promise<void> {
  // A worker that is begun again would find the same address: that is a wrong command line, which systemd gives up at once.
  const address = orMisuse(command, [QueueError], wantedAddress);
  const signal = interruption();
  const say = (line: string): void => console.log(`${new Date().toISOString().slice(11, 19)}Z ${shownText(line)}`);
  const worker = await openWorker({ address, work: shippedWork, concurrency, gpu, threads, grace: grace * 1000, say, ...(memory !== undefined && { memory }) });
  say(`listening at ${shownAddress(address.url)} for ${shippedWork.kinds.map(({ name }) => name).join(", ")}, ${concurrency} at a time${gpu ? ", and for GPU jobs one at a time" : ""}`);
  const stopped = new Promise<undefined>((resolve) => signal.addEventListener("abort", () => resolve(undefined), { once: true }));
  const outdated = signal.aborted ? undefined : await Promise.race([worker.outdated, stopped]);
  say(outdated === undefined ? `stopping: jobs that run have ${grace} s, then they are handed back` : `stopping: ${outdated}`);
  const handedBack = await worker.close();
  const left = handedBack === 0 ? "all jobs that ran have ended" : `${handedBack} ${handedBack === 1 ? "job was" : "jobs were"} handed back`;
  if (outdated === undefined) throw new Interrupted(left);
  throw new QueueError(`${outdated}; ${left}`, "refused");
}

function wantedAddress(): RedisAddress {
  const address = redisAddress();
  if (address === undefined) throw new QueueError("there is no address of Redis. Write it into the environment or .env: MARKETBOOK_REDIS_URL=redis://user:password@host:6379 (rediss:// for an encrypted line). Without Redis no worker is needed: jobs are then worked by processes of the machine that submits them", "redis");
  checkLine(address);
  return address;
}

function installWorker(system: System, { concurrency, gpu, grace, memory, threads, ...options }: Options & InstallOptions, command: Command): void {
  const early = Object.keys(command.parent?.opts() ?? {});
  if (early.length > 0) command.error(`error: write the worker's own options after install ${system}, such as npx marketbook worker install ${system} --gpu`);
  const numbers = Object.entries({ concurrency, threads, memory, grace }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));
  const words = [...(gpu === undefined ? [] : [gpu ? "--gpu" : "--no-gpu"]), ...numbers];
  const missing = redisAddress({}) === undefined ? "Write MARKETBOOK_REDIS_URL into the project's .env first: a service sees nothing of this shell's environment. environment/desktop.md has the lines." : undefined;
  install(system, workerService(words, grace ?? GRACE), options, command, missing);
}
