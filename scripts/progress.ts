import type { WalkEvents } from "../lib/runs/walk/walk.ts";

/** A line per notebook, written when it ends. On a terminal a last line counts the cells of those that run. */
export function progressLines(stream: { readonly isTTY?: boolean; write: (text: string) => unknown } = process.stdout): WalkEvents {
  const begin = performance.now();
  const live = stream.isTTY === true;
  const head = (notebook: string, position: number, count: number) => `[${String(position + 1).padStart(String(count).length)}/${count}] ${notebook.padEnd(20)}`;
  const running = new Map<string, { readonly title: string; readonly cell: string }>();
  const draw = () => {
    const cells = [...running.values()].map(({ cell, title }) => `${title} ${cell}`);
    if (live && cells.length > 0) stream.write(`\r\x1b[K${cells.join("   ")}  ${clock(performance.now() - begin)}`);
  };
  return {
    onStart: (notebook, position, count) => {
      running.set(notebook, { title: head(notebook, position, count), cell: "starting" });
      draw();
    },
    onCell: (notebook, cell, cells) => {
      running.set(notebook, { title: running.get(notebook)?.title ?? notebook, cell: `cell ${cell}/${cells}` });
      draw();
    },
    onEnd: ({ notebook, outcome, seconds }, position, count) => {
      const line = `${head(notebook, position, count)} ${outcome.padEnd(7)} ${seconds.toFixed(1).padStart(6)} s   elapsed ${clock(performance.now() - begin)}`;
      stream.write(live ? `\r\x1b[K${line}\n` : `${line}\n`);
      running.delete(notebook);
      draw();
    },
  };
}

/** Minutes and seconds of a duration in milliseconds: 4:07. */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** One line that counts, with the speed and the time that is left, on a terminal only: where nobody watches, nothing is written. */
export function countLine(what: string, stream: { readonly isTTY?: boolean; write: (text: string) => unknown } = process.stderr): { readonly show: (done: number, count: number) => void; readonly end: () => void } {
  if (stream.isTTY !== true) return { show: () => {}, end: () => {} };
  const begin = performance.now();
  return {
    show: (done, count) => {
      const passed = performance.now() - begin;
      const pace = done > 0 && passed >= 1000 ? `  ${Math.round((done * 1000) / passed).toLocaleString("en-US")}/s, ${clock((passed * Math.max(0, count - done)) / done)} left` : "";
      stream.write(`\r\x1b[K${done.toLocaleString("en-US")} of ${count.toLocaleString("en-US")} ${what}  ${clock(passed)}${pace}`);
    },
    end: () => stream.write("\r\x1b[K"),
  };
}
