import { z } from "zod";

/** Until the year 5138 in seconds, since 1973 in milliseconds: what is one is not the other. */
const BETWEEN = 1e11;

/** A moment in whole seconds since 1970, some years before it included. */
export const epochSeconds = z.int().min(-BETWEEN, "a time in seconds").max(BETWEEN, "a time in seconds");

/** A moment in whole milliseconds since 1970. */
export const epochMillis = z.int().min(BETWEEN, "a time in milliseconds").max(1000 * BETWEEN, "a time in milliseconds");
