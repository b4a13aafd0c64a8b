/**
 * What one candle tells, and how it lies to the one before: a bit each, set where the comparison holds. Equal is neither above nor below.
 * Body: |close − open|, top and bottom: the greater and the smaller of open and close.
 */

/** Close at the open or above. Black is not white. */
export const WHITE = 1 << 0;
/** Upper shadow longer than the body. */
export const UPPER_LONG = 1 << 1;
/** Lower shadow longer than the body. */
export const LOWER_LONG = 1 << 2;
/** Bottom above the top before. */
export const GAP_UP = 1 << 3;
/** Top below the bottom before. */
export const GAP_DOWN = 1 << 4;
/** Open, high, low, close, top or bottom above, or below, the same of the candle before. */
export const HIGHER_OPEN = 1 << 5;
export const LOWER_OPEN = 1 << 6;
export const HIGHER_HIGH = 1 << 7;
export const LOWER_HIGH = 1 << 8;
export const HIGHER_LOW = 1 << 9;
export const LOWER_LOW = 1 << 10;
export const HIGHER_CLOSE = 1 << 11;
export const LOWER_CLOSE = 1 << 12;
export const HIGHER_TOP = 1 << 13;
export const LOWER_TOP = 1 << 14;
export const HIGHER_BOTTOM = 1 << 15;
export const LOWER_BOTTOM = 1 << 16;
/** Open below the low before. */
export const OPENS_BELOW_LOW = 1 << 17;
/** Open above the high before. */
export const OPENS_ABOVE_HIGH = 1 << 18;
/** Open above, or below, the close before. */
export const OPENS_ABOVE_CLOSE = 1 << 19;
export const OPENS_BELOW_CLOSE = 1 << 20;
/** Close above, or below, the open before. */
export const CLOSES_ABOVE_OPEN = 1 << 21;
export const CLOSES_BELOW_OPEN = 1 << 22;

// From here on against the ten candles before; a pattern that uses them has no value in the first ten rows.

/** Body longer than the mean body. */
export const LONG = 1 << 23;
/** Body shorter than the mean body. */
export const SHORT = 1 << 24;
/** Body at most a tenth of the mean range from low to high. */
export const DOJI = 1 << 25;
/** Upper shadow shorter, or longer, than a tenth of the mean range. */
export const UPPER_NONE = 1 << 26;
export const UPPER_SOME = 1 << 27;
/** Lower shadow shorter, or longer, than a tenth of the mean range. */
export const LOWER_NONE = 1 << 28;
export const LOWER_SOME = 1 << 29;
/** Upper shadow shorter than half the mean of both shadows together. */
export const UPPER_SHORT = 1 << 30;
/** Lower shadow shorter than half the mean of both shadows together. */
export const LOWER_SHORT = 1 << 31;
