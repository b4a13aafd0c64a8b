import { z } from "zod";

const printed = z.strictObject({ printed: z.string() });

/** Characters that an attempt at a job may print for those who follow it; what comes after is left out, and that is said. */
export const PRINTED_LIMIT = 2 ** 20;

/** How a process that works tells what its work prints: among its reports, in a shape of its own. */
export function printReport(text: string): z.infer<typeof printed> {
  return { printed: text };
}

/** Tells what is printed from how far the work is, and bounds it. */
export function apart({ onPrinted, onProgress }: { readonly onPrinted: (text: string) => void; readonly onProgress: (progress: unknown) => void }): (report: unknown) => void {
  let left = PRINTED_LIMIT;
  return (report) => {
    const text = printed.safeParse(report).data?.printed;
    if (text === undefined) return onProgress(report);
    if (left > 0 && text !== "") onPrinted(text.length <= left ? text : `${text.slice(0, left)}\n… what is printed from here on is left out\n`);
    left -= text.length;
  };
}
