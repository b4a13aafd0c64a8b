// The sizes of a recurrent op's tensors.
#pragma once

#include "block.h"
#include "ops.h"

namespace marketbook {

/** Sizes from x [T, B, F] and the recurrent weights [H, gates · H], whose places among the inputs are given. */
inline Sizes SizesFrom(OpCall& call, int x, int recurrent) {
  const Dimensions input = call.ShapeOf(x, "x", 3), weights = call.ShapeOf(recurrent, "recurrent", 2);
  return {static_cast<int>(input[0]), static_cast<int>(input[1]), static_cast<int>(input[2]), static_cast<int>(weights[0])};
}

}  // namespace marketbook
