import { createRequire } from "node:module";
import type { MimeBundle } from "./bundle.ts";

export type Message = { readonly data: MimeBundle; readonly id: string | undefined; readonly update: boolean };

/** Runs `work` as if a kernel were listening and returns what it showed. */
export async function shownBy(work: () => void | Promise<void>): Promise<readonly Message[]> {
  const messages: Message[] = [];
  const kernel: { lastWriteDisplayData: unknown } = createRequire(import.meta.url)("tslab/dist/jupyter.js");
  kernel.lastWriteDisplayData = ({ data, transient }: { data: MimeBundle; transient: { display_id?: string } }, update: boolean) => {
    messages.push({ data, id: transient.display_id, update });
  };
  try {
    await work();
  } finally {
    kernel.lastWriteDisplayData = null;
  }
  return messages;
}
