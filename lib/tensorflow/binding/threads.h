// Threads of the recurrent kernels, kept from call to call: starting them anew costs as much as a small layer.
#pragma once

#include <algorithm>
#include <functional>

namespace marketbook {

/** Threads that a kernel may use: the cores this process may run on, fewer if TF_NUM_INTRAOP_THREADS says so. */
int ThreadLimit();

/**
 * Runs task(0) … task(parts − 1), each once, and returns when all are done. Who runs which part is open; what a part does must not depend on it.
 * The caller takes part, so that a call from two threads at a time, or one without free cores, still comes to its end.
 * A task throws nothing.
 */
void RunParts(int parts, const std::function<void(int)>& task);

/** Rows [from, to) of a batch. */
struct Rows {
  int from, to;
  int Count() const { return to - from; }
};

/** Into how many parts a batch is split: no part below four rows, since one row costs nearly as much as a tile of them. */
inline int PartsOf(int batch) { return std::max(1, std::min(ThreadLimit(), batch / 4)); }

/** Part `part` of `parts` of some rows, as even as can be, in order; the same for the same numbers. */
inline Rows Part(Rows rows, int parts, int part) {
  const auto edge = [&](int k) { return rows.from + static_cast<int>(static_cast<long>(rows.Count()) * k / parts); };
  return {edge(part), edge(part + 1)};
}

}  // namespace marketbook
