import { appendFileSync, existsSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { projectFolder } from "../../runs/folders.ts";
import type { ChannelOf } from "../alertConfig.ts";
import { alertsFolder } from "../alertState.ts";
import { locked } from "../lock.ts";
import type { Channel } from "./channel.ts";

/** A JSON object a line. A file that grew beyond its size is put aside as .1, the older ones move on, the oldest goes. */
export function fileChannel({ keep, megabytes, path: name }: Pick<ChannelOf<"file">, "keep" | "megabytes" | "path">): Channel {
  const file = name === undefined ? path.join(alertsFolder(), "alerts.jsonl") : path.resolve(projectFolder, name);
  return {
    deliver: async (alert) => {
      makeFolder(path.dirname(file));
      const line = `${JSON.stringify(alert)}\n`;
      locked(`${file}.lock`, () => {
        const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
        if (size > 0 && size + Buffer.byteLength(line) > megabytes * 1e6) rotate(file, keep);
        appendFileSync(file, line, { mode: 0o600 });
      });
    },
  };
}

function rotate(file: string, keep: number): void {
  rmSync(`${file}.${keep}`, { force: true });
  for (let k = keep - 1; k >= 1; k--) if (existsSync(`${file}.${k}`)) renameSync(`${file}.${k}`, `${file}.${k + 1}`);
  renameSync(file, `${file}.1`);
}
