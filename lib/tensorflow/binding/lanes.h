// Vectors of floats as wide as the machine's registers, written once for AVX-512, AVX, SSE and NEON by the compiler's vector extension.
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

namespace marketbook {

#if defined(__AVX512F__)
constexpr int kLanes = 16;
#elif defined(__AVX__)
constexpr int kLanes = 8;
#else
constexpr int kLanes = 4;
#endif

typedef float Lanes __attribute__((vector_size(kLanes * 4)));
typedef int32_t LanesBits __attribute__((vector_size(kLanes * 4)));

#define MARKETBOOK_INLINE inline __attribute__((always_inline))

/** The number in every lane. Subtracting keeps the sign of a zero. */
MARKETBOOK_INLINE Lanes Every(float value) { return value - Lanes{}; }

/** A vector from any address. */
MARKETBOOK_INLINE Lanes Load(const float* from) {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}

MARKETBOOK_INLINE void Store(float* to, Lanes lanes) { std::memcpy(to, &lanes, sizeof lanes); }

/** The first `count` numbers, 1 ≤ count ≤ kLanes, zeros behind them; nothing behind them is read. */
MARKETBOOK_INLINE Lanes LoadFirst(const float* from, int count) {
  if (count == kLanes) return Load(from);
#if defined(__AVX512F__)
  return (Lanes)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), from);
#else
  Lanes lanes{};
  for (int k = 0; k < count; k++) lanes[k] = from[k];
  return lanes;
#endif
}

/** Writes the first `count` numbers, 1 ≤ count ≤ kLanes, and nothing behind them. */
MARKETBOOK_INLINE void StoreFirst(float* to, Lanes lanes, int count) {
  if (count == kLanes) return Store(to, lanes);
#if defined(__AVX512F__)
  _mm512_mask_storeu_ps(to, (__mmask16)((1u << count) - 1), (__m512)lanes);
#else
  for (int k = 0; k < count; k++) to[k] = lanes[k];
#endif
}

}  // namespace marketbook
