// Sigmoid and tanh of a vector, within 2e-7 of the exact values; NaN stays NaN.
#pragma once

#include "lanes.h"

namespace marketbook {

/** x within [low, high]; a comparison with NaN is false, so NaN passes. */
MARKETBOOK_INLINE Lanes Clamp(Lanes x, float low, float high) {
  x = x < Every(low) ? Every(low) : x;
  return x > Every(high) ? Every(high) : x;
}

/** 2^n and expm1(r) of x = n ln 2 + r with |r| ≤ ln 2 / 2, so that exp(x) = power · (1 + rest). */
struct Exponential {
  Lanes power, rest;
};

/**
 * Splits off the power of two and sums the Taylor series to r^7, whose remainder is below 2e-8 of the result.
 * Adding 1.5 · 2^23 rounds to a whole number and leaves it in the low bits, from where it is shifted into an exponent. |x| ≤ 87.
 */
MARKETBOOK_INLINE Exponential SplitExponential(Lanes x) {
  const Lanes shifted = x * 1.44269504f + 12582912.f;
  const Lanes n = shifted - 12582912.f;
  const Lanes r = (x - n * 0.693359375f) + n * 2.12194440e-4f;  // ln 2 in two parts, the first exact in few bits
  Lanes series = r * (1.f / 5040) + (1.f / 720);
  series = series * r + (1.f / 120);
  series = series * r + (1.f / 24);
  series = series * r + (1.f / 6);
  series = series * r + 0.5f;
  const LanesBits exponent = ((LanesBits)shifted << 23) + (127 << 23);
  return {(Lanes)exponent, series * (r * r) + r};
}

/** 1 / (1 + e^−x) */
MARKETBOOK_INLINE Lanes Sigmoid(Lanes x) {
  const Exponential e = SplitExponential(Clamp(-x, -87.f, 87.f));
  return 1.f / (e.power * e.rest + (e.power + 1.f));
}

/** (e^2x − 1) / (e^2x + 1) through expm1, so that small x keep their digits. */
MARKETBOOK_INLINE Lanes Tanh(Lanes x) {
  const Exponential e = SplitExponential(Clamp(x + x, -40.f, 40.f));
  const Lanes less = e.power * e.rest + (e.power - 1.f);
  return less / (less + 2.f);
}

}  // namespace marketbook
