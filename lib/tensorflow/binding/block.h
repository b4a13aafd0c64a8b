// How a batch is cut for the threads: rows of the batch never meet in a recurrent layer, so a block of them walks through all steps by itself.
#pragma once

#include <algorithm>

#include "lanes.h"
#include "threads.h"

namespace marketbook {

/** T steps, B rows of the batch, F features, H units. */
struct Sizes {
  int steps, batch, features, units;
};

/** Rows of a block: enough to use each weight several times, few enough to stay in the nearest cache. */
constexpr int kBlockRows = 32;

/** The place of a block's numbers in tensors with time as the first axis. Rows count from the block's first. */
struct Block {
  Sizes sizes;
  Rows rows;

  int Count() const { return rows.Count(); }
  /** Index in [T, B]. */
  long Row(int t, int row) const { return static_cast<long>(t) * sizes.batch + rows.from + row; }
  /** Index in [T, B, H]; with t = 0 also in [B, H]. */
  long At(int t, int row, int unit = 0) const { return Row(t, row) * sizes.units + unit; }
  /** How many of a vector's units there are, from this one on. */
  int UnitsFrom(int unit) const { return std::min(kLanes, sizes.units - unit); }
};

/** Into how many parts the batch is split; one part where there is less to do than waking a thread costs. */
inline int PartsOf(const Sizes& sizes) {
  constexpr long kWorthwhile = 1 << 20;  // products, about 20 µs of one core
  const long products = static_cast<long>(sizes.steps) * sizes.batch * 4 * sizes.units * (1 + sizes.features + sizes.units);
  return products < kWorthwhile ? 1 : PartsOf(sizes.batch);
}

/**
 * Walks over all blocks, walk(part, block), those of one part one after the other, then finish(part).
 * Which rows are whose depends on the sizes and the thread limit alone.
 */
template <class Walk, class Finish>
void RunBlocks(const Sizes& sizes, int parts, const Walk& walk, const Finish& finish) {
  RunParts(parts, [&](int part) {
    const Rows share = Part({0, sizes.batch}, parts, part);
    const int blocks = (share.Count() + kBlockRows - 1) / kBlockRows;
    for (int block = 0; block < blocks; block++) walk(part, Block{sizes, Part(share, blocks, block)});
    finish(part);
  });
}

}  // namespace marketbook
