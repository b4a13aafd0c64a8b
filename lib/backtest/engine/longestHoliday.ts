/** Milliseconds without a bar that no holiday of an exchange explains: 10 days. */
export const LONGEST_HOLIDAY = 10 * 86_400_000;
