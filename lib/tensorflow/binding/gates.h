// What LSTM and GRU kernels share: weights packed by units, and gates side by side in a tensor's row.
//
// A step multiplies the row [1, x, h], its length `depth` = 1 + F + H, by [bias; kernel; recurrent], one product for all three.
// A strip holds the same `kLanes` units of four gates side by side, so that a unit's gates are ready together.
#pragma once

#include "product.h"
#include "scratch.h"

namespace marketbook {

/** Groups of units: one strip each. */
inline int GroupsOf(int units) { return (units + kLanes - 1) / kLanes; }

inline int StripsOf(int columns) { return (columns + kStrip - 1) / kStrip; }

/** Which gate of the weights stands at each place of a strip; kNoGate leaves zeros. */
struct Places {
  int gate[kStripVectors];
};
constexpr int kNoGate = -1;

/** One row of weights [gates · H] into row `at` of every group's strip. */
inline void PackRow(const float* row, const Places& places, int units, int depth, int at, float* strips) {
  for (int group = 0; group < GroupsOf(units); group++) {
    float* to = strips + (static_cast<long>(group) * depth + at) * kStrip;
    const int unit = group * kLanes, count = std::min(kLanes, units - unit);
    for (int place = 0; place < kStripVectors; place++) {
      const int gate = places.gate[place];
      Store(to + place * kLanes, gate == kNoGate ? Lanes{} : LoadFirst(row + gate * units + unit, count));
    }
  }
}

struct Weights {
  const float *bias, *kernel, *recurrent;  // [gates · H] [F, gates · H] [H, gates · H]
  int gates, features, units;
};

/** [bias; kernel; recurrent] as strips[group][depth][kStrip]; bias and kernel have their gates at other places than the recurrent weights may have. */
inline Scratch PackStacked(const Weights& weights, const Places& input, const Places& state) {
  const int features = weights.features, units = weights.units, depth = 1 + features + units;
  const long width = static_cast<long>(weights.gates) * units;
  Scratch strips(static_cast<long>(GroupsOf(units)) * depth * kStrip);
  PackRow(weights.bias, input, units, depth, 0, strips);
  for (int k = 0; k < features; k++) PackRow(weights.kernel + k * width, input, units, depth, 1 + k, strips);
  for (int k = 0; k < units; k++) PackRow(weights.recurrent + k * width, state, units, depth, 1 + features + k, strips);
  return strips;
}

/** Columns [from, from + columns) of a matrix with rows of `width`. */
struct Columns {
  const float* matrix;
  int rows, width, from, columns;
};

/** Columns as strips[strip][row][kStrip], zeros behind the last. */
inline Scratch PackColumns(const Columns& part) {
  Scratch strips(static_cast<long>(StripsOf(part.columns)) * part.rows * kStrip);
  for (int strip = 0; strip < StripsOf(part.columns); strip++)
    for (int row = 0; row < part.rows; row++)
      for (int column = 0; column < kStrip; column += kLanes) {
        const int at = strip * kStrip + column, count = std::min(kLanes, part.columns - at);
        Store(strips + (static_cast<long>(strip) * part.rows + row) * kStrip + column,
              count > 0 ? LoadFirst(part.matrix + static_cast<long>(row) * part.width + part.from + at, count) : Lanes{});
      }
  return strips;
}

/** The transpose of columns as strips[strip][column][kStrip of rows], zeros behind the last row. */
inline Scratch PackTransposed(const Columns& part) {
  Scratch strips(static_cast<long>(StripsOf(part.rows)) * part.columns * kStrip);
  for (int strip = 0; strip < StripsOf(part.rows); strip++)
    for (int first = 0; first < part.columns; first += kLanes)  // a few columns at a time: each cache line is read and written once
      for (int lane = 0; lane < kStrip; lane++)
        for (int column = first; column < std::min(part.columns, first + kLanes); column++) {
          const int row = strip * kStrip + lane;
          strips[(static_cast<long>(strip) * part.columns + column) * kStrip + lane] = row < part.rows ? part.matrix[static_cast<long>(row) * part.width + part.from + column] : 0.f;
        }
  return strips;
}

/** A vector of units of each of four gates. */
struct Gates {
  Lanes gate[4];
};

inline void StoreGates(float* to, int units, const Gates& gates, int count) {
  for (int k = 0; k < 4; k++) StoreFirst(to + k * units, gates.gate[k], count);
}

inline Gates LoadGates(const float* from, int units, int count) {
  Gates gates;
  for (int k = 0; k < 4; k++) gates.gate[k] = LoadFirst(from + k * units, count);
  return gates;
}

}  // namespace marketbook
