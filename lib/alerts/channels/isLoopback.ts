import { isIP } from "node:net";

/** Whether a host is this machine by its own name: localhost, 127.0.0.0/8, ::1. No name is looked up. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, "");
  return name === "localhost" || name.endsWith(".localhost") || (isIP(name) === 4 && name.startsWith("127.")) || name === "::1";
}
