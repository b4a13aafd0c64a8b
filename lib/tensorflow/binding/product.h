// Matrix products c = a · b whose b lies in panels: columns cut into strips of four vectors, each strip contiguous in memory.
// A tile of c stays in registers while the shared axis is walked, so that every number read is used several times.
#pragma once

#include <algorithm>

#include "lanes.h"

namespace marketbook {

constexpr int kStripVectors = 4;
constexpr int kStrip = kStripVectors * kLanes;  // columns of a panel
constexpr int kTileRows = 6;

// 6 × 4 sums and their operands fill 32 registers; machines with 16 take half a strip at a time.
#if defined(__AVX512F__) || defined(__aarch64__)
constexpr int kTileVectors = 4;
#else
constexpr int kTileVectors = 2;
#endif

/** Left factor: element (row, k) lies at data[row · rowStep + k · step]. */
struct Left {
  const float* data;
  long rowStep, step;
  const float* At(long row) const { return data + row * rowStep; }
};

enum class Sum { start, add };

/** Adds a[ROWS][depth] · right[depth][VECTORS] to sums in registers; rows of the right factor are rightStep apart. */
template <int ROWS, int VECTORS>
MARKETBOOK_INLINE void AddProduct(Lanes (&sum)[ROWS][VECTORS], Left a, const float* right, long rightStep, long depth) {
  for (long k = 0; k < depth; k++) {
    Lanes b[VECTORS];
#pragma GCC unroll 4
    for (int v = 0; v < VECTORS; v++) b[v] = Load(right + k * rightStep + v * kLanes);
#pragma GCC unroll 16
    for (int row = 0; row < ROWS; row++) {
      const Lanes value = Every(a.data[row * a.rowStep + k * a.step]);
#pragma GCC unroll 4
      for (int v = 0; v < VECTORS; v++) sum[row][v] += value * b[v];
    }
  }
}

/** One tile of ROWS × VECTORS: `depth` is the length of the shared axis; a strip has `kStrip` columns, c's rows are cStep apart. */
template <int ROWS, int VECTORS, Sum SUM>
MARKETBOOK_INLINE void Tile(Left a, const float* strip, long depth, float* c, long cStep) {
  Lanes sum[ROWS][VECTORS];
#pragma GCC unroll 6
  for (int row = 0; row < ROWS; row++)
#pragma GCC unroll 4
    for (int v = 0; v < VECTORS; v++) sum[row][v] = SUM == Sum::add ? Load(c + row * cStep + v * kLanes) : Lanes{};
  AddProduct(sum, a, strip, kStrip, depth);
#pragma GCC unroll 6
  for (int row = 0; row < ROWS; row++)
#pragma GCC unroll 4
    for (int v = 0; v < VECTORS; v++) Store(c + row * cStep + v * kLanes, sum[row][v]);
}

template <int ROWS, Sum SUM>
inline void StripTile(Left a, const float* strip, long depth, float* c, long cStep) {
  for (int v = 0; v < kStripVectors; v += kTileVectors) Tile<ROWS, kTileVectors, SUM>(a, strip + v * kLanes, depth, c + v * kLanes, cStep);
}

/** c[rows][kStrip] = a[rows][depth] · strip[depth][kStrip], or added to c. Rows go in even tiles: 16 as 6, 5, 5. */
template <Sum SUM>
inline void StripProduct(Left a, const float* strip, long depth, float* c, long cStep, int rows) {
  const int tiles = (rows + kTileRows - 1) / kTileRows;
  for (int tile = 0, row = 0; tile < tiles; tile++) {
    const int count = (rows - row + tiles - tile - 1) / (tiles - tile);
    const Left part{a.At(row), a.rowStep, a.step};
    float* to = c + row * cStep;
    switch (count) {
      case 1: StripTile<1, SUM>(part, strip, depth, to, cStep); break;
      case 2: StripTile<2, SUM>(part, strip, depth, to, cStep); break;
      case 3: StripTile<3, SUM>(part, strip, depth, to, cStep); break;
      case 4: StripTile<4, SUM>(part, strip, depth, to, cStep); break;
      case 5: StripTile<5, SUM>(part, strip, depth, to, cStep); break;
      default: StripTile<6, SUM>(part, strip, depth, to, cStep);
    }
    row += count;
  }
}

}  // namespace marketbook
