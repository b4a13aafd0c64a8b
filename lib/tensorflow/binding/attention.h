// Self-attention of each head: softmax(q kᵀ / √D) v. Axes: B batch, T steps, N heads, D numbers a head.
#pragma once

#include <vector>

#include "panels.h"
#include "scratch.h"
#include "threads.h"

namespace marketbook {

struct AttentionSizes {
  int batch, steps, heads, width;
  /** Floats from a step of q, k or v to the next. */
  long Step() const { return 3L * heads * width; }
  /** Where the numbers of one head of one sequence begin: in [B, T, 3, N, D], in [B, T, N, D], in [B, N, T, T]. */
  long InProjected(int item) const { return item / heads * static_cast<long>(steps) * Step() + item % heads * static_cast<long>(width); }
  long InContext(int item) const { return item / heads * static_cast<long>(steps) * heads * width + item % heads * static_cast<long>(width); }
  long InWeights(int item) const { return static_cast<long>(item) * steps * steps; }
};

struct AttentionForward {
  AttentionSizes sizes;
  bool causal;
  const float* projected;  // q, k, v: [B, T, 3, N, D]
  const float* mask;       // [B, T], 0 where a step is not to be seen, or null
  const float* dropout;    // [B, N, T, T], multiplies the weights, or null
  float* context;          // [B, T, N, D]
  float* weights;          // [B, N, T, T]; a row that may see nothing is 0
};

struct AttentionBackward {
  AttentionSizes sizes;
  const float *projected, *weights, *dropout, *dContext;
  float* dProjected;  // [B, T, 3, N, D]
};

void Run(const AttentionForward& attention);
void Run(const AttentionBackward& attention);

/** head(item, workspace) for each head of each sequence; a thread has one workspace for all of its heads, made before any thread runs. */
template <class Workspace, class Head>
void RunHeads(const AttentionSizes& sizes, const Head& head) {
  const int items = sizes.batch * sizes.heads, parts = PartsOf(items);
  std::vector<Workspace> work;
  for (int part = 0; part < parts; part++) work.emplace_back(sizes);
  RunParts(parts, [&](int part) {
    const Rows rows = Part({0, items}, parts, part);
    for (int item = rows.from; item < rows.to; item++) head(item, work[part]);
  });
}

/** Copies [steps][width] out of rows that are padded. */
inline void CopyRows(const float* from, long fromStep, float* to, long toStep, int rows, int count) {
  for (int row = 0; row < rows; row++) std::memcpy(to + row * toStep, from + row * fromStep, count * sizeof(float));
}

/** Sum of the lanes. */
inline float Total(Lanes lanes) {
  float total = 0;
  for (int k = 0; k < kLanes; k++) total += lanes[k];
  return total;
}

}  // namespace marketbook
