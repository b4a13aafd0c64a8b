// The gradient of the stacked weights [bias; kernel; recurrent]: Σ over steps and rows of [1, x_t, h_{t−1} ∘ m]ᵀ dz_t.
#pragma once

#include <vector>

#include "gates.h"
#include "threads.h"

namespace marketbook {

/**
 * One part's sum. Rows (of a step and a batch row) are gathered until there are `kGathered` of them and then multiplied at once:
 * the sums are as large as the weights, and reading and writing them for each step would cost more than the products.
 */
class WeightGradient {
 public:
  /** Room for one more row than is multiplied at once. */
  static constexpr int kGathered = 64;

  WeightGradient(int gates, int features, int units)
      : gates_(gates), features_(features), units_(units), depth_(1 + features + units), tiles_((depth_ + kTileRows - 1) / kTileRows),
        left_(static_cast<long>(tiles_) * kTileRows * kGathered), right_(static_cast<long>(GroupsOf(units)) * kGathered * kStrip),
        sums_(Size()) {
    Zero(left_, static_cast<long>(tiles_) * kTileRows * kGathered);
    Zero(sums_, Size());
  }

  /** Where the next row's dz of a group of units goes: [gate][lane], zeros in empty lanes and gates. */
  float* Right(int group) { return right_ + (static_cast<long>(group) * kGathered + count_) * kStrip; }

  /** Adds the row's input [1, x, h ∘ m]; its dz stands in `Right` already. */
  void Add(const float* x, const float* h, const float* recurrentMask) {
    float* column = left_ + static_cast<long>(count_) * kTileRows;
    const long next = static_cast<long>(kGathered) * kTileRows;
    int at = 0;
    const auto put = [&](float value) {
      *column++ = value;
      if (++at == kTileRows) at = 0, column += next - kTileRows;
    };
    put(1.f);
    for (int k = 0; k < features_; k++) put(x[k]);
    for (int k = 0; k < units_; k++) put(recurrentMask ? h[k] * recurrentMask[k] : h[k]);
    if (++count_ == kGathered) Multiply();
  }

  /** Multiplies what is gathered. */
  void Multiply() {
    for (int group = 0; group < GroupsOf(units_); group++)
      for (int tile = 0; tile < tiles_; tile++)
        StripTile<kTileRows, Sum::add>({left_ + static_cast<long>(tile) * kGathered * kTileRows, 1, kTileRows}, right_ + static_cast<long>(group) * kGathered * kStrip,
                                       count_, sums_ + Place(group, tile * kTileRows), kStrip);
    count_ = 0;
  }

  /** Sums of all parts, in their order, into the gradients of bias, kernel and recurrent weights, for one group of units. */
  static void Collect(std::vector<WeightGradient>& parts, int group, float* dBias, float* dKernel, float* dRecurrent) {
    const WeightGradient& one = parts.front();
    const long width = static_cast<long>(one.gates_) * one.units_;
    for (int row = 0; row < one.depth_; row++) {
      float* to = row == 0 ? dBias : row <= one.features_ ? dKernel + (row - 1) * width : dRecurrent + (row - 1 - one.features_) * width;
      for (int gate = 0; gate < one.gates_; gate++) {
        Lanes sum{};
        for (WeightGradient& part : parts) sum += Load(part.sums_ + part.Place(group, row) + gate * kLanes);
        StoreFirst(to + gate * one.units_ + group * kLanes, sum, UnitsIn(group, one.units_));
      }
    }
  }

 private:
  long Size() const { return static_cast<long>(GroupsOf(units_)) * tiles_ * kTileRows * kStrip; }
  long Place(int group, int row) const { return (static_cast<long>(group) * tiles_ * kTileRows + row) * kStrip; }

  int gates_, features_, units_, depth_, tiles_;
  int count_ = 0;
  Scratch left_, right_, sums_;  // left: [tile][gathered][kTileRows], right: [group][gathered][kStrip], sums: [group][row][kStrip]
};

}  // namespace marketbook
