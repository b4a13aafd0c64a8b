import type { Order } from "../checkOrder.ts";
import type { JobView } from "../queue.ts";
import type { SentFile } from "../wire/sentFile.ts";

/** A job of this process. What changes while it lives is in `now`. */
export type LocalJob = {
  readonly order: Order;
  readonly inputs: readonly SentFile[];
  readonly submitted: number;
  readonly number: number;
  readonly listeners: Set<(progress: unknown) => void>;
  readonly printed: string[];
  readonly readers: Set<(text: string) => void>;
  now: Pick<JobView, "state" | "attempts" | "started" | "ended" | "progress" | "failure" | "outputs" | "value">;
  stop: AbortController;
};

export function localView({ inputs, now, order, submitted }: LocalJob): JobView {
  const { id, kind, needs, parameters, priority, retries } = order;
  return { id, kind: kind.name, needs, priority, tries: retries + 1, parameters, inputs, submitted, ...now };
}

/** The one that is taken next: by priority, then by age. */
export function nextOf(jobs: Iterable<LocalJob>, needs: string): LocalJob | undefined {
  return [...jobs].filter(({ now, order }) => now.state === "waiting" && order.needs === needs).sort((a, b) => a.order.priority - b.order.priority || a.number - b.number)[0];
}
