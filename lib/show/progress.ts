import { isNotebook, show } from "./bundle.ts";
import { escapeHtml } from "./html.ts";

export type Progress = {
  /** Sets the finished count, and a short text such as the last loss. */
  update(done: number, text?: string): void;
  /** Fills the bar and writes the whole time. */
  finish(text?: string): void;
};

const EVERY = 200; // milliseconds between two redraws in a notebook
const LINE_EVERY = 5_000; // and between two lines on a terminal
let bars = 0;

/** A progress bar with the time left, redrawn in place under the cell. Without a notebook: a line on stderr now and then. */
export function showProgress(total: number, label: string): Progress {
  const id = `progress-${process.pid}-${++bars}`;
  const started = performance.now();
  const isShown = isNotebook();
  let drawn = -Infinity;
  let isFinished = false;
  let last = "";
  const draw = (done: number, text: string, now: number) => {
    drawn = now;
    const line = progressLine({ done, total, label, text, seconds: (now - started) / 1000 });
    if (isShown) show({ "text/html": progressHtml(done / Math.max(1, total), line), "text/plain": line }, { id, update: true });
    else if (now > started) process.stderr.write(`${line}\n`);
  };
  if (isShown) show({ "text/html": progressHtml(0, label), "text/plain": label }, { id });
  return {
    update(done, text = "") {
      last = text;
      const now = performance.now();
      if (!isFinished && now - Math.max(drawn, isShown ? 0 : started) >= (isShown ? EVERY : LINE_EVERY)) draw(done, text, now);
    },
    finish(text = last) {
      if (!isFinished) draw(total, text, performance.now());
      isFinished = true;
    },
  };
}

/** "training 12/50 · loss 0.0123 · 0:08 of about 0:33". */
export function progressLine({ done, total, label, text, seconds }: { done: number; total: number; label: string; text: string; seconds: number }): string {
  const time = done >= total || done === 0 ? clock(seconds) : `${clock(seconds)} of about ${clock((seconds / done) * total)}`;
  return [`${label} ${done}/${total}`, text, time].filter((part) => part !== "").join(" · ");
}

function progressHtml(share: number, line: string): string {
  const width = (100 * Math.min(1, Math.max(0, share))).toFixed(1);
  const filled = `<div style="width:${width}%;height:100%;background:#0072B2"></div>`;
  const bar = `<div style="flex:0 0 200px;height:10px;border-radius:5px;background:#dfe3e8;overflow:hidden">${filled}</div>`;
  return `<div class="progress" style="display:flex;align-items:center;gap:10px">${bar}<span>${escapeHtml(line)}</span></div>`;
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return `${minutes >= 60 ? `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}` : minutes}:${String(whole % 60).padStart(2, "0")}`;
}
