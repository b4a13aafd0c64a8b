import { AlertError } from "../error.ts";
import { isLoopback } from "./isLoopback.ts";

/** An address to which something is sent: https, or this machine; http elsewhere must be allowed. In: the variable it came from, where it is a secret that no error may show. */
export function addressOf(address: string, { allowHttp, urlFrom }: { readonly allowHttp: boolean; readonly urlFrom?: string | undefined }): URL {
  const shown = urlFrom === undefined ? `"${address}"` : `the value of ${urlFrom}`;
  if (!URL.canParse(address)) throw new AlertError(`url: ${shown} is no address. Write it as https://host/path`);
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") throw new AlertError(`url: ${urlFrom === undefined ? "the address" : shown} holds a name or password. Put the whole address into a variable's token or use secretFrom`);
  if (url.protocol === "https:" || (url.protocol === "http:" && (allowHttp || isLoopback(url.hostname)))) return url;
  throw new AlertError(`url: ${url.protocol}//${url.host} is neither https nor this machine. Use https, or set allowHttp: true to send in the clear`);
}

/** Why a request failed: what is behind fetch's own words. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || String(Reflect.get(error.cause, "code")) : error.message;
}
