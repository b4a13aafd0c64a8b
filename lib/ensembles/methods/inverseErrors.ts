/** Shares in proportion to (1/error)^power, which add up to 1. Members without any error share all; members without a number get what the others get on average. Nothing known of any: equal shares. in: mean squared errors [K], NaN where unknown */
export function inverseErrors(errors: readonly number[], power = 1): number[] {
  const known = errors.filter((error) => !Number.isNaN(error));
  if (known.length === 0) return errors.map(() => 1 / errors.length);
  const isPerfect = known.includes(0);
  const least = Math.min(...known);
  const parts = errors.map((error) => (isPerfect ? Number(error === 0) : (least / error) ** power));
  const typical = parts.filter((part) => !Number.isNaN(part)).reduce((sum, part) => sum + part, 0) / known.length;
  const filled = parts.map((part) => (Number.isNaN(part) ? typical : part));
  const sum = filled.reduce((total, part) => total + part, 0);
  return filled.map((part) => part / sum);
}
