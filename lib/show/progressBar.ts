import { isNotebook, show } from "./bundle.ts";
import { escapeHtml } from "./html.ts";

/** A bar and its line of text. `draw` may be called as often as one likes: most calls show nothing. */
export type ProgressBar = {
  draw(share: number, line: () => string): void;
  /** Draws once more, at once, and nothing after it. */
  finish(line: () => string): void;
  /** Seconds since the bar was made. */
  seconds(): number;
};

const EVERY = 200; // milliseconds between two redraws in a notebook
const LINE_EVERY = 5_000; // and between two lines on a terminal
let bars = 0;

/** A bar redrawn in place under the cell. Without a notebook: a line on stderr now and then, the first after a few seconds. */
export function progressBar(label: string): ProgressBar {
  const id = `progress-${process.pid}-${++bars}`;
  const started = performance.now();
  const isShown = isNotebook();
  let drawn = isShown ? -Infinity : started;
  let isFinished = false;
  const redraw = (share: number, line: string) => {
    if (isShown) show({ "text/html": barHtml(share, line), "text/plain": line }, { id, update: true });
    else process.stderr.write(`${line}\n`);
  };
  if (isShown) show({ "text/html": barHtml(0, label), "text/plain": label }, { id });
  return {
    seconds: () => (performance.now() - started) / 1000,
    draw(share, line) {
      const now = performance.now();
      if (isFinished || now - drawn < (isShown ? EVERY : LINE_EVERY)) return;
      drawn = now;
      redraw(share, line());
    },
    finish(line) {
      if (!isFinished) redraw(1, line());
      isFinished = true;
    },
  };
}

/** The line stands below the bar: beside it, a long one would wrap now and then, and the page would jump. */
function barHtml(share: number, line: string): string {
  const width = (100 * Math.min(1, Math.max(0, share))).toFixed(1);
  const filled = `<div style="width:${width}%;height:100%;background:#0072B2"></div>`;
  const bar = `<div style="max-width:400px;height:8px;border-radius:4px;background:#dfe3e8;overflow:hidden">${filled}</div>`;
  return `<div class="progress">${bar}<div style="font-variant-numeric:tabular-nums">${escapeHtml(line)}</div></div>`;
}

/** 8 s is "0:08", an hour and more "1:06:40". */
export function clockText(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return `${minutes >= 60 ? `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}` : minutes}:${String(whole % 60).padStart(2, "0")}`;
}
