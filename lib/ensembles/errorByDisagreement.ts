import { EnsembleError } from "./error.ts";
import { checkMembers } from "./members.ts";

/** Rows of alike disagreement, and how wrong the ensemble was on them. */
export type DisagreementGroup = {
  readonly rows: number;
  /** Mean disagreement of the group, unit of the forecasts. */
  readonly disagreement: number;
  /** Root mean squared error of the ensemble on the group, unit of the forecasts. */
  readonly rmse: number;
};

/**
 * Error of an ensemble by how much its members disagree: rows sorted by disagreement, cut into groups of equal size, least disagreement first.
 * If doubt is worth listening to, the error grows from group to group. in: disagreement and forecast − actual [N]  out: one entry a group
 */
export function errorByDisagreement(disagreement: ArrayLike<number>, errors: ArrayLike<number>, { groups = 5 }: { readonly groups?: number } = {}): DisagreementGroup[] {
  const count = checkMembers("errorByDisagreement", { disagreement, errors });
  if (!(Number.isInteger(groups) && groups >= 1 && groups <= count)) throw new EnsembleError(`errorByDisagreement: groups must be a whole number from 1 to the ${count} rows, got ${groups}`);
  const order = Int32Array.from({ length: count }, (_, t) => t).sort((a, b) => disagreement[a]! - disagreement[b]! || a - b);
  return Array.from({ length: groups }, (_, g) => {
    const rows = order.subarray(Math.floor((g * count) / groups), Math.floor(((g + 1) * count) / groups));
    return {
      rows: rows.length,
      disagreement: rows.reduce((sum, row) => sum + disagreement[row]!, 0) / rows.length,
      rmse: Math.sqrt(rows.reduce((sum, row) => sum + errors[row]! ** 2, 0) / rows.length),
    };
  });
}
