import { randomUUID } from "node:crypto";
import { z } from "zod";
import { oneLine } from "../market/connection/shownText.ts";

export const ALERT_KINDS = ["failed-run", "late-run", "drift", "recovered", "service-ended"] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const alertShape = z.object({
  id: z.string(),
  kind: z.enum([...ALERT_KINDS, "test"]),
  /** Schedule, or the name under which a run was reported. */
  schedule: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
  /** One line. */
  title: z.string(),
  text: z.string(),
  /** How many alerts of this kind and schedule were held back before this one, which sums them up. */
  heldBack: z.int().optional(),
  details: z.record(z.string(), z.unknown()),
});

/** What a channel is given. */
export type Alert = Readonly<z.infer<typeof alertShape>>;

export type NewAlert = Omit<Alert, "id" | "at"> & { /** UTC, milliseconds. */ readonly at: number };

/** An alert with an id. Line breaks and other control characters of the title become spaces: it is a subject of a mail and a line of a log. */
export function alertOf({ at, title, ...rest }: NewAlert): Alert {
  return { ...rest, id: randomUUID(), at: new Date(at).toISOString(), title: oneLine(title, 200) };
}
