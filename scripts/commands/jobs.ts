import { Command, Option } from "commander";
import { shownText } from "../../lib/market/connection/shownText.ts";
import { checkFolder } from "../../lib/market/files/makeFolder.ts";
import { openQueue, QueueError, redisAddress, shippedWork, type Queue } from "../../lib/queue/index.ts";
import { JOB_STATES, type JobState } from "../../lib/queue/queue.ts";
import { innerCommand } from "../innerCommand.ts";
import { Interrupted, interruption } from "../interruption.ts";
import { jobLines, jobsTable, progressText } from "../jobs/jobText.ts";

export function jobsCommand(): Command {
  const jobs = new Command("jobs").description("Lists, shows, follows, cancels and retries the jobs of the queue in Redis (MARKETBOOK_REDIS_URL). Exit code 0: done, 1: the job failed or could not be had, 2: the command line is wrong.").enablePositionalOptions();
  innerCommand(jobs, "ls", "list jobs, newest first, and how many workers listen", "ls --state failed").addOption(new Option("--state <state>", "those of one state alone").choices(JOB_STATES)).option("--json", "for a program to read").action(list);
  ofJob(innerCommand(jobs, "show", "say all that is known of a job", "show train-20261122-021000-123-3fa9c1")).option("--json", "for a program to read").action(show);
  ofJob(innerCommand(jobs, "follow", "print what a job reports and prints until it has ended, and fetch what it left", "follow train-20261122-021000-123-3fa9c1 --output artifacts/nightly")).option("--output <folder>", "where its files go (default: nowhere)").action(follow);
  ofJob(innerCommand(jobs, "cancel", "end a job, whether it waits or runs", "cancel train-20261122-021000-123-3fa9c1")).action(cancel);
  ofJob(innerCommand(jobs, "retry", "try a failed or cancelled job again", "retry train-20261122-021000-123-3fa9c1")).action(retry);
  return jobs;
}

function ofJob(command: Command): Command {
  return command.argument("<id>", "as jobs ls prints it");
}

async function withQueue<T>(use: (queue: Queue) => Promise<T>): Promise<T> {
  const address = redisAddress();
  if (address === undefined) throw new QueueError("there is no queue to ask: MARKETBOOK_REDIS_URL is set neither in the environment nor in .env. Without it each command works its jobs by processes of its own", "redis");
  const queue = await openQueue({ ...address, work: shippedWork });
  try {
    return await use(queue);
  } finally {
    await queue.close();
  }
}

function list({ json, state }: { readonly json?: true; readonly state?: JobState }): Promise<void> {
  return withQueue(async (queue) => {
    const [views, workers] = [(await queue.list()).filter((view) => state === undefined || view.state === state), await queue.workers()];
    console.log(json ? JSON.stringify({ workers, jobs: views }, undefined, 2) : jobsTable(views, workers, Date.now()).join("\n"));
  });
}

function show(id: string, { json }: { readonly json?: true }): Promise<void> {
  return withQueue(async (queue) => {
    const view = await queue.get(id);
    if (view === undefined) throw new QueueError(`there is no job ${JSON.stringify(id.slice(0, 100))}. npx marketbook jobs ls lists them`, "usage");
    console.log(json ? JSON.stringify(view, undefined, 2) : jobLines(view).join("\n"));
  });
}

function follow(id: string, { output }: { readonly output?: string }): Promise<void> {
  if (output !== undefined) checkFolder(output);
  return withQueue(async (queue) => {
    const job = await queue.attach(id);
    job.onPrinted((text) => void process.stdout.write(shownText(text)));
    console.log(`${id}: ${(await queue.get(id))?.state ?? "gone"}`);
    job.onProgress((progress) => console.log(`${id}: ${progressText(progress)}`));
    const signal = interruption();
    const stopped = new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(new Interrupted("and the job goes on")), { once: true }));
    const { fetchOutputs, outputs } = await Promise.race([job.result, stopped]);
    if (output !== undefined) await fetchOutputs(output);
    const counted = `${outputs.length} ${outputs.length === 1 ? "file" : "files"}`;
    const files = outputs.length === 0 ? "it left no files" : output === undefined ? `it left ${counted}: npx marketbook jobs follow ${id} --output <folder> fetches them` : `${counted} in ${output}, each with the digest that was promised`;
    console.log(`${id}: done; ${files}`);
  });
}

function cancel(id: string): Promise<void> {
  return withQueue(async (queue) => {
    await queue.cancel(id);
    const state = (await queue.get(id))?.state;
    console.log(state === "cancelled" ? `${id}: cancelled` : `${id}: asked to end; jobs show ${id} says when it has`);
  });
}

function retry(id: string): Promise<void> {
  return withQueue(async (queue) => {
    await queue.retry(id);
    console.log(`${id}: waits to be tried again. npx marketbook jobs follow ${id}`);
  });
}
