import { clockText, progressBar } from "./progressBar.ts";

export type Progress = {
  /** Sets the finished count, and a short text such as the last loss. */
  update(done: number, text?: string): void;
  /** Fills the bar and writes the whole time. */
  finish(text?: string): void;
};

/** A progress bar with the time left, redrawn in place under the cell. Without a notebook: a line on stderr now and then. */
export function showProgress(total: number, label: string): Progress {
  const bar = progressBar(label);
  let last = "";
  const line = (done: number, text: string) => () => progressLine({ done, total, label, text, seconds: bar.seconds() });
  return {
    update(done, text = "") {
      last = text;
      bar.draw(done / Math.max(1, total), line(done, text));
    },
    finish: (text = last) => bar.finish(line(total, text)),
  };
}

/** `work` on each item, one after the other, under a bar that names the item under way. Out: the results in the order of the items. */
export async function mapWithProgress<Item, Result>(
  items: readonly Item[], { label, nameOf }: { readonly label: string; readonly nameOf: (item: Item) => string }, work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const bar = showProgress(items.length, label);
  const results: Result[] = [];
  for (const item of items) {
    bar.update(results.length, nameOf(item));
    results.push(await work(item));
  }
  bar.finish("");
  return results;
}

/** "training 12/50 · loss 0.0123 · 0:08 of about 0:33". */
export function progressLine({ done, total, label, text, seconds }: { done: number; total: number; label: string; text: string; seconds: number }): string {
  const time = done >= total || done === 0 ? clockText(seconds) : `${clockText(seconds)} of about ${clockText((seconds / done) * total)}`;
  return [`${label} ${done}/${total}`, text, time].filter((part) => part !== "").join(" · ");
}
