// A gradient of weights: the sum, over steps and rows of the batch, of leftᵀ right, where left is a row's input and right the gradient of what it became.
#pragma once

#include <initializer_list>
#include <vector>

#include "product.h"
#include "scratch.h"

namespace marketbook {

/**
 * One part's sum. Rows are gathered until there are `kGathered` and then multiplied at once: the sums are as large as the weights, and to read and
 * write them for each step would cost more than the products. Sums: [strip][row of left][kStrip].
 */
class OuterSum {
 public:
  /** So many rows of one strip fill half of a 32 KB cache. */
  static constexpr int kGathered = 64;

  OuterSum(int depth, int strips)
      : strips_(strips), tiles_((depth + kTileRows - 1) / kTileRows), left_(static_cast<long>(tiles_) * kTileRows * kGathered),
        right_(static_cast<long>(strips) * kGathered * kStrip), sums_(static_cast<long>(strips) * tiles_ * kTileRows * kStrip) {
    Zero(left_, static_cast<long>(tiles_) * kTileRows * kGathered);
    Zero(right_, static_cast<long>(strips) * kGathered * kStrip);
    Zero(sums_, static_cast<long>(strips) * tiles_ * kTileRows * kStrip);
  }

  /** Where the next row's right side goes, strip by strip. */
  float* Right(int strip) { return right_ + (static_cast<long>(strip) * kGathered + count_) * kStrip; }

  /** Numbers of a left side, each times its factor if there are factors. */
  struct Piece {
    const float* numbers;
    int count;
    const float* factors = nullptr;
  };

  /** Adds a row: its left side from pieces, whose lengths make up the depth; its right side was written before. */
  void Add(std::initializer_list<Piece> pieces) {
    float* to = left_ + static_cast<long>(count_) * kTileRows;
    int at = 0;
    for (const Piece& piece : pieces)
      for (int k = 0; k < piece.count; k++) {
        to[at] = piece.factors ? piece.numbers[k] * piece.factors[k] : piece.numbers[k];
        if (++at == kTileRows) at = 0, to += static_cast<long>(kGathered) * kTileRows;
      }
    if (++count_ == kGathered) Multiply();
  }

  /** Multiplies what is gathered; to be called after the last row. */
  void Multiply() {
    for (int strip = 0; strip < strips_; strip++)
      for (int tile = 0; tile < tiles_; tile++)
        StripTile<kTileRows, Sum::add>({left_ + static_cast<long>(tile) * kGathered * kTileRows, 1, kTileRows}, right_ + static_cast<long>(strip) * kGathered * kStrip,
                                       count_, sums_ + Place(strip, tile * kTileRows), kStrip);
    count_ = 0;
  }

  /** One vector of the sums of all parts, added in their order. */
  static Lanes Total(std::vector<OuterSum>& parts, int strip, int row, int vector) {
    Lanes total{};
    for (OuterSum& part : parts) total += Load(part.sums_ + part.Place(strip, row) + vector * kLanes);
    return total;
  }

 private:
  long Place(int strip, int row) const { return (static_cast<long>(strip) * tiles_ * kTileRows + row) * kStrip; }

  int strips_, tiles_;
  int count_ = 0;
  Scratch left_, right_, sums_;  // left: [tile][gathered][kTileRows], right: [strip][gathered][kStrip]
};

}  // namespace marketbook
