import { z } from "zod";

const LONGEST = 200;
const DEEPEST = 8;

/** A file's name as it may come from another machine: relative, with "/" between, and nothing in it that leads out of a folder. */
export const fileName = z.string().superRefine((name, context) => {
  const wrong = wrongIn(name);
  if (wrong !== undefined) context.addIssue(`the file name ${JSON.stringify(name.slice(0, LONGEST))} ${wrong}`);
});

function wrongIn(name: string): string | undefined {
  const parts = name.split("/");
  if (name.length === 0 || name.length > LONGEST) return `must have 1 to ${LONGEST} characters`;
  if (parts.length > DEEPEST) return `lies in more than ${DEEPEST - 1} folders`;
  if (/[\\:\u0000-\u001f\u007f]/.test(name)) return "holds a character that file names of other machines may not have";
  if (parts.some((part) => part === "" || part === "." || part === "..")) return "leads out of its folder; names are relative, without empty parts, . and ..";
  return undefined;
}
