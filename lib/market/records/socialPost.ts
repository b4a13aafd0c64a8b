import type { UtcMillis } from "../units.ts";

/** A post, or what a source counted of posts in a stretch of time (then `posts` and `sentiment` are set and `text` is empty). */
export type SocialPost = {
  readonly id: string;
  readonly time: UtcMillis;
  readonly text: string;
  readonly community?: string;
  readonly url?: string;
  /** Votes, likes: as the source counts when asked. */
  readonly score?: number;
  readonly replies?: number;
  readonly symbols: readonly string[];
  readonly posts?: number;
  readonly sentiment?: number;
};
