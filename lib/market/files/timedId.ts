import { randomBytes } from "node:crypto";

/**
 * An id that says when it was made, such as 20261122-021000-123-3fa9c1: UTC to the millisecond, and what tells it from others of the same.
 * Ids sorted as text are in the order of their time, also of two made in one second.
 */
export function timedId(now: number = Date.now()): string {
  const time = new Date(now).toISOString().replaceAll(/[-:Z]/g, "").replaceAll(/[T.]/g, "-");
  return `${time}-${randomBytes(3).toString("hex")}`;
}
