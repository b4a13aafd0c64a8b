// What a recurrent step multiplies with its stacked weights: rows [1, x_t, k], k = h_{t−1} ∘ m, m the dropout mask of the recurrent connections.
#pragma once

#include "block.h"
#include "scratch.h"

namespace marketbook {

/** The rows of one block. Two sets take turns, because all groups of units need h_{t−1} while h_t comes into being. */
class StackedInput {
 public:
  StackedInput(const Block& block, const float* recurrentMask)
      : block_(block), recurrentMask_(recurrentMask), depth_(1 + block.sizes.features + block.sizes.units), rows_(2L * block.Count() * depth_) {}

  /** The ones, and the state before the first step. */
  void Start(const float* h0) {
    for (int row = 0; row < block_.Count(); row++) {
      Row(0, row)[0] = Row(1, row)[0] = 1.f;
      for (int unit = 0; unit < block_.sizes.units; unit += kLanes) PassOn(0, row, unit, LoadFirst(h0 + block_.At(0, row, unit), block_.UnitsFrom(unit)));
    }
  }

  /** x_t into its rows. */
  void Read(int t, const float* x) {
    const int features = block_.sizes.features;
    for (int row = 0; row < block_.Count(); row++) std::memcpy(Row(t, row) + 1, x + block_.Row(t, row) * features, features * sizeof(float));
  }

  /** One vector of units of h ∘ m into the row of step t. */
  void PassOn(int t, int row, int unit, Lanes h) {
    const int count = block_.UnitsFrom(unit);
    if (recurrentMask_) h *= LoadFirst(recurrentMask_ + block_.At(0, row, unit), count);
    StoreFirst(State(t, row) + unit, h, count);
  }

  float* Row(int t, int row) { return rows_ + (static_cast<long>(t % 2) * block_.Count() + row) * depth_; }
  /** k of a row. */
  float* State(int t, int row) { return Row(t, row) + 1 + block_.sizes.features; }
  int Depth() const { return depth_; }

 private:
  const Block block_;
  const float* recurrentMask_;
  const int depth_;
  Scratch rows_;
};

}  // namespace marketbook
