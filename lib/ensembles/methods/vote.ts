import { type Ensemble, ensembleOf } from "../ensemble.ts";
import { EnsembleError } from "../error.ts";
import { fixedWeights } from "../fixedWeights.ts";
import { requireSameNames } from "../members.ts";
import type { VoteReading } from "../state.ts";

export type VoteOptions = {
  /** How a forecast is a vote. "sign": up or down by a number's sign; "probability": class 1 above one half; "class": the class number itself. Default "sign". */
  readonly reads?: VoteReading;
  /** Share of the votes cast that the winner needs; otherwise the ensemble abstains. Default 0.6. */
  readonly threshold?: number;
  /** Of probabilities: how sure a member must be of its choice to cast a vote, 0.5 … 1. Default 0.5. */
  readonly sure?: number;
  /** Votes of each member. Default one each. */
  readonly votes?: Readonly<Record<string, number>>;
};

/**
 * Majority vote with a threshold of confidence, the winner's share of the votes cast (Lam and Suen 1997, rejection by majority).
 * out: "sign": 1, −1, or 0 where it abstains; "probability": the share of votes for class 1, or 0.5; "class": the class, or NaN. A tie abstains, and so does a row in which no member has a choice.
 */
export function voteEnsemble({ reads = "sign", sure = 0.5, threshold = 0.6, votes }: VoteOptions = {}): Ensemble {
  if (!(threshold >= 0 && threshold <= 1)) throw new EnsembleError(`voteEnsemble: threshold must be a share from 0 to 1, got ${threshold}`);
  if (!(sure >= 0.5 && sure <= 1)) throw new EnsembleError(`voteEnsemble: sure must be a probability from 0.5 to 1, got ${sure}`);
  const weights = votes && fixedWeights(votes);
  return ensembleOf({
    name: "majority vote",
    begin: (names) => {
      if (weights) requireSameNames("voteEnsemble", "vote", Object.keys(weights), names);
      return { learn: () => undefined, state: () => ({ rule: "vote", weights: names.map((name) => weights?.[name] ?? 1 / names.length), reads, threshold, sure }) };
    },
    restrictedTo: (names) => voteEnsemble({ reads, sure, threshold, ...(votes ? { votes: Object.fromEntries(Object.entries(votes).filter(([name]) => names.includes(name))) } : {}) }),
  });
}
