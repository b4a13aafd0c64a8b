// What LSTM and GRU kernels share: the stacked input of a step, weights packed by units, and the sums of weight gradients.
//
// A step multiplies the stacked row [1, x, h] (its length `depth` = 1 + F + H) by [bias; kernel; recurrent], one product for all three.
// A strip holds the same `kLanes` units of all gates side by side, so that a unit's gates are ready together.
#pragma once

#include "product.h"
#include "scratch.h"

namespace marketbook {

inline int GroupsOf(int units) { return (units + kLanes - 1) / kLanes; }

/** How many units the group holds; the last one may be partly empty. */
inline int UnitsIn(int group, int units) { return std::min(kLanes, units - group * kLanes); }

/** One row of weights [gates · H] into its place of every group's strip: strips[group][row][gate][lane], zeros in empty lanes and gates. */
inline void PackRow(const float* row, int gates, int units, int depth, int at, float* strips) {
  for (int group = 0; group < GroupsOf(units); group++) {
    float* to = strips + (static_cast<long>(group) * depth + at) * kStrip;
    for (int gate = 0; gate < kStripVectors; gate++)
      Store(to + gate * kLanes, gate < gates ? LoadFirst(row + gate * units + group * kLanes, UnitsIn(group, units)) : Lanes{});
  }
}

/** [bias; kernel; recurrent] as strips by group of units. */
inline Scratch PackStacked(const float* bias, const float* kernel, const float* recurrent, int gates, int features, int units) {
  const int depth = 1 + features + units;
  Scratch strips(static_cast<long>(GroupsOf(units)) * depth * kStrip);
  PackRow(bias, gates, units, depth, 0, strips);
  for (int k = 0; k < features; k++) PackRow(kernel + static_cast<long>(k) * gates * units, gates, units, depth, 1 + k, strips);
  for (int k = 0; k < units; k++) PackRow(recurrent + static_cast<long>(k) * gates * units, gates, units, depth, 1 + features + k, strips);
  return strips;
}

inline int StripsOf(int columns) { return (columns + kStrip - 1) / kStrip; }

/** The transpose of weights [units][width] as strips of units: strips[strip][k < width][unit], zeros behind the last unit. */
inline Scratch PackTransposed(const float* weights, int units, int width) {
  Scratch strips(static_cast<long>(StripsOf(units)) * width * kStrip);
  for (int strip = 0; strip < StripsOf(units); strip++) {
    float* to = strips + static_cast<long>(strip) * width * kStrip;
    const int columns = std::min(kStrip, units - strip * kStrip);
    for (int k = 0; k < width; k += kLanes) {
      const int last = std::min(width, k + kLanes);
      for (int column = 0; column < kStrip; column++)
        for (int row = k; row < last; row++)
          to[static_cast<long>(row) * kStrip + column] = column < columns ? weights[static_cast<long>(strip * kStrip + column) * width + row] : 0.f;
    }
  }
  return strips;
}

}  // namespace marketbook
