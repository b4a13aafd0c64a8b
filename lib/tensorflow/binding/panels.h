// Small products whose right factor is cut into panels here: strips of its columns, as product.h reads them.
#pragma once

#include "product.h"

namespace marketbook {

/** Columns that a row of whole vectors needs for so many numbers. */
inline long Padded(long count) { return (count + kLanes - 1) / kLanes * kLanes; }

/** Floats that the panels of a factor need. */
inline long PanelFloats(long depth, long columns) { return (columns + kStrip - 1) / kStrip * kStrip * depth; }

/** Panels of b[depth][columns]: element (k, column) lies at b[k · step + column · columnStep]. Numbers behind the last column are 0. */
inline void PackPanels(const float* b, long step, long columnStep, int depth, int columns, float* panels) {
  for (int from = 0; from < columns; from += kStrip, panels += static_cast<long>(depth) * kStrip) {
    const int count = std::min(kStrip, columns - from);
    for (int k = 0; k < depth; k++) {
      float* to = panels + static_cast<long>(k) * kStrip;
      const float* row = b + k * step + from * columnStep;
      for (int column = 0; column < count; column++) to[column] = row[column * columnStep];
      for (int column = count; column < kStrip; column++) to[column] = 0;
    }
  }
}

template <int VECTORS>
inline void PanelTiles(Left a, const float* panel, long depth, float* c, long cStep, int rows) {
  for (int row = 0; row < rows; row += kTileRows) {
    const Left part{a.At(row), a.rowStep, a.step};
    float* to = c + row * cStep;
    switch (std::min(rows - row, kTileRows)) {
      case 1: Tile<1, VECTORS, Sum::start>(part, panel, depth, to, cStep); break;
      case 2: Tile<2, VECTORS, Sum::start>(part, panel, depth, to, cStep); break;
      case 3: Tile<3, VECTORS, Sum::start>(part, panel, depth, to, cStep); break;
      case 4: Tile<4, VECTORS, Sum::start>(part, panel, depth, to, cStep); break;
      case 5: Tile<5, VECTORS, Sum::start>(part, panel, depth, to, cStep); break;
      default: Tile<6, VECTORS, Sum::start>(part, panel, depth, to, cStep);
    }
  }
}

/** c[rows][columns] = a · b. Only the vectors that b's columns reach into are computed; c's rows hold whole vectors. */
inline void PanelProduct(Left a, const float* panels, int depth, float* c, long cStep, int rows, int columns) {
  for (int from = 0; from < columns; from += kStrip, panels += static_cast<long>(depth) * kStrip) {
    const int vectors = static_cast<int>(Padded(std::min(kStrip, columns - from)) / kLanes);
    int v = 0;
    for (; v + 1 < vectors; v += 2) PanelTiles<2>(a, panels + v * kLanes, depth, c + from + v * kLanes, cStep, rows);
    if (v < vectors) PanelTiles<1>(a, panels + v * kLanes, depth, c + from + v * kLanes, cStep, rows);
  }
}

}  // namespace marketbook
