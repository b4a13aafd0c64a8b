/** What is known of a comparison's speed: the seconds of the models that were fitted so far. */
export type Pace = {
  /** A fold of a model ended. */
  readonly ended: (kind: string, seconds: number) => void;
  /** Seconds to the end: each fit takes as long as its model's did so far, one never seen as long as all did. Undefined before the first. */
  readonly left: () => number | undefined;
};

/** in: the kind (task and model) of each fit that is to be done; out: a pace that counts them down */
export function paceOf(kinds: readonly string[], workers: number): Pace {
  const open = new Map<string, number>();
  for (const kind of kinds) open.set(kind, (open.get(kind) ?? 0) + 1);
  const seen = new Map<string, { readonly count: number; readonly seconds: number }>();
  return {
    ended: (kind, seconds) => {
      const before = seen.get(kind) ?? { count: 0, seconds: 0 };
      seen.set(kind, { count: before.count + 1, seconds: before.seconds + seconds });
      open.set(kind, Math.max(0, (open.get(kind) ?? 0) - 1));
    },
    left: () => {
      const all = [...seen.values()];
      if (all.length === 0) return undefined;
      const usual = all.reduce((sum, { seconds }) => sum + seconds, 0) / all.reduce((sum, { count }) => sum + count, 0);
      let left = 0;
      for (const [kind, count] of open) {
        const own = seen.get(kind);
        left += count * (own ? own.seconds / own.count : usual);
      }
      return left / workers;
    },
  };
}
