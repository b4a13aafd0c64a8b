import { availableParallelism } from "node:os";
import { Command } from "commander";
import { hasNvidia } from "../../environment/setup/variant.mjs";
import { openWorker, QueueError, redisAddress, shippedWork, shownAddress } from "../../lib/queue/index.ts";
import { Interrupted, interruption } from "../interruption.ts";
import { plain } from "../jobs/jobText.ts";
import { whole } from "../models/numbers.ts";

type Options = { readonly concurrency: number; readonly gpu?: boolean; readonly threads: number; readonly memory?: number; readonly grace: number };

export function workerCommand(): Command {
  return new Command("worker")
    .description("Takes jobs from the queue in Redis (MARKETBOOK_REDIS_URL) and works them until it is stopped: training, trials, folds, forecasts and notebooks that another machine submitted.")
    .option("--concurrency <jobs>", "jobs of the processor at a time", whole(1, 1024), availableParallelism())
    .option("--gpu", "take GPU jobs as well, one at a time (default: where there is an NVIDIA GPU)")
    .option("--no-gpu", "take jobs of the processor alone")
    .option("--threads <count>", "threads that each job computes with", whole(1, 1024), 1)
    .option("--memory <megabytes>", "end a job whose process takes more", whole(64))
    .option("--grace <seconds>", "time that running jobs have after Ctrl-C or SIGTERM before they are handed back", whole(0, 86_400), 30)
    .addHelpText("after", "\nThe address stands in the environment or in the project's .env:\n  MARKETBOOK_REDIS_URL=rediss://user:password@desktop:6379\n  MARKETBOOK_REDIS_CA=environment/redis-ca.pem   where no public authority signed Redis's certificate\n  MARKETBOOK_REDIS_INSECURE=1   takes redis:// to another machine, over a line that is private already\n\nCtrl-C or SIGTERM: takes no more jobs, waits for those that run, hands back with their checkpoint those that take too long. A second one ends at once.")
    .action(run);
}

async function run({ concurrency, gpu = hasNvidia(), grace, memory, threads }: Options): Promise<void> {
  const address = redisAddress();
  if (address === undefined) throw new QueueError("there is no address of Redis. Write it into the environment or .env: MARKETBOOK_REDIS_URL=redis://user:password@host:6379 (rediss:// for an encrypted line). Without Redis no worker is needed: jobs are then worked by processes of the machine that submits them", "redis");
  const signal = interruption();
  const say = (line: string): void => console.log(`${new Date().toISOString().slice(11, 19)}Z ${plain(line)}`);
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
