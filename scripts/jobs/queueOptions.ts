import path from "node:path";
import { Option, type Command } from "commander";
import { Detached } from "../../lib/queue/handIn/detached.ts";
import type { HandIn, HandInOptions } from "../../lib/queue/index.ts";
import { projectFolder } from "../../lib/runs/folders.ts";

export type QueueOptions = { readonly queue?: true; readonly device?: "cpu" | "gpu"; readonly detach?: true };

/** What a command hands in through, and on which workers. */
export type Queued = { readonly handIn: HandIn; readonly device: "cpu" | "gpu" };

/** Adds the options by which a command is worked by whoever takes it. in: what --detach does */
export function addQueueOptions(command: Command, detach = "with --queue: end once the jobs are handed in; the same command again brings what came of them"): Command {
  return command
    .option("--queue", "worked by whoever takes it from the queue in Redis (MARKETBOOK_REDIS_URL): npx marketbook worker, on this machine or another")
    .addOption(new Option("--device <device>", "with --queue: workers with a GPU take it, or any (default: cpu)").choices(["cpu", "gpu"]))
    .option("--detach", detach);
}

/** Opens the queue of a command that asks for it; undefined for one that works by itself. in: what --detach does, and what brings the results of a detached command */
export async function withQueued(options: QueueOptions, command: Command, use: (queued: Queued | undefined) => Promise<void>, { again = "the same command again", detach = "now" }: { readonly again?: string; readonly detach?: NonNullable<HandInOptions["detach"]> } = {}): Promise<void> {
  if (!options.queue) {
    const [given] = (["device", "detach"] as const).filter((name) => options[name] !== undefined);
    if (given !== undefined) command.error(`error: --${given} belongs to --queue`);
    return use(undefined);
  }
  const name = command.name();
  // Who works without a queue does not wait for its modules.
  const { codeOf, openHandIn, openQueue, QueueError, redisAddress, shippedWork } = await import("../../lib/queue/index.ts");
  const address = redisAddress();
  if (address === undefined) throw new QueueError(`--queue needs a queue. Write its address into the environment or into the project's .env, as MARKETBOOK_REDIS_URL=rediss://user:password@host:6379, or leave --queue out: ${name} then works on this machine`, "redis");
  const queue = await openQueue({ ...address, work: shippedWork });
  const say = (line: string): void => console.error(`marketbook ${name}: ${line}`);
  const handIn = openHandIn({
    queue, code: codeOf(), folder: path.join(projectFolder, "artifacts", "queue", "handed-in"), say,
    occasion: process.env["MARKETBOOK_SCHEDULED_FOR"] ?? "", ...(options.detach && { detach }),
  });
  try {
    await use({ handIn, device: options.device ?? "cpu" });
  } catch (error) {
    const isLeft = error instanceof Detached || (options.detach && handIn.ids.length > 0);
    if (isLeft) console.log(leftText(handIn.ids, again));
    if (!(error instanceof Detached)) throw error;
  } finally {
    await queue.close();
  }
}

const SHOWN = 5;

function leftText(ids: readonly string[], again: string): string {
  const more = ids.length > SHOWN ? [`  and ${ids.length - SHOWN} more: npx marketbook jobs ls`] : [];
  return [`${ids.length} ${ids.length === 1 ? "job goes" : "jobs go"} on without this command:`, ...ids.slice(0, SHOWN).map((id) => `  npx marketbook jobs follow ${id}`), ...more, `What ${ids.length === 1 ? "it leaves" : "they leave"} comes with ${again}.`].join("\n");
}
