// Forward pass: a head's scores stay in the cache from the product to the softmax to the next product.
#include "attention.h"

#include <cmath>
#include <limits>

#include "activations.h"

namespace marketbook {
namespace {

/** What one thread needs for a head. */
struct Workspace {
  explicit Workspace(const AttentionSizes& sizes)
      : panels(std::max(PanelFloats(sizes.width, sizes.steps), PanelFloats(sizes.steps, sizes.width))), scores(sizes.steps * Padded(sizes.steps)),
        seen(sizes.steps * Padded(sizes.steps)), context(sizes.steps * Padded(sizes.width)) {}
  Scratch panels, scores, seen, context;
};

/** Which steps a step sees, 1 or 0, in rows of whole vectors; one row for all steps unless causal. */
void FillSeen(const AttentionForward& attention, int batch, float* seen) {
  const int T = attention.sizes.steps;
  const long step = Padded(T);
  for (int t = 0; t < (attention.causal ? T : 1); t++)
    for (int s = 0; s < step; s++) {
      const bool open = s < T && !(attention.causal && s > t) && !(attention.mask && attention.mask[static_cast<long>(batch) * T + s] == 0);
      seen[t * step + s] = open ? 1.f : 0.f;
    }
}

/** Softmax of the scores that are seen; the others get 0. Scores and seen are rows of whole vectors. */
void Softmax(float* scores, const float* seen, float scale, int count, float* weights) {
  const long padded = Padded(count);
  const float least = -std::numeric_limits<float>::infinity();
  Lanes top = Every(least);
  for (long s = 0; s < padded; s += kLanes) {
    const Lanes x = Load(scores + s) * scale;
    const Lanes shown = Load(seen + s) > 0.f ? x : Every(least);
    top = shown > top ? shown : top;
    Store(scores + s, x);
  }
  float most = least;
  for (int k = 0; k < kLanes; k++) most = std::max(most, top[k]);
  Lanes sum{};
  for (long s = 0; s < padded; s += kLanes) {
    const Exponential e = SplitExponential(Clamp(Load(scores + s) - most, -87.f, 0.f));
    const Lanes value = Load(seen + s) > 0.f ? e.power * e.rest + e.power : Lanes{};
    sum += value;
    Store(scores + s, value);
  }
  const float total = Total(sum);
  const float share = total == 0 ? 0 : 1 / total;
  for (int s = 0; s < count; s += kLanes) StoreFirst(weights + s, Load(scores + s) * share, std::min(kLanes, count - s));
}

void Head(const AttentionForward& attention, int item, Workspace& work) {
  const AttentionSizes& sizes = attention.sizes;
  const int T = sizes.steps, D = sizes.width;
  const long step = sizes.Step(), padded = Padded(T);
  const float* q = attention.projected + sizes.InProjected(item);
  const float *k = q + sizes.heads * D, *v = k + sizes.heads * D;
  float* weights = attention.weights + sizes.InWeights(item);

  PackPanels(k, 1, step, D, T, work.panels);
  PanelProduct({q, step, 1}, work.panels, D, work.scores, padded, T, T);
  FillSeen(attention, item / sizes.heads, work.seen);
  const float scale = 1 / std::sqrt(static_cast<float>(D));
  for (int t = 0; t < T; t++) Softmax(work.scores + t * padded, work.seen + (attention.causal ? t * padded : 0), scale, T, weights + static_cast<long>(t) * T);

  const float* used = weights;
  if (attention.dropout) {
    const float* dropout = attention.dropout + sizes.InWeights(item);
    for (long n = 0; n < static_cast<long>(T) * T; n++) work.scores[n] = weights[n] * dropout[n];
    used = work.scores;
  }
  PackPanels(v, step, 1, T, D, work.panels);
  PanelProduct({used, T, 1}, work.panels, T, work.context, Padded(D), T, D);
  CopyRows(work.context, Padded(D), attention.context + sizes.InContext(item), static_cast<long>(sizes.heads) * D, T, D);
}

}  // namespace

void Run(const AttentionForward& attention) {
  RunHeads<Workspace>(attention.sizes, [&](int item, Workspace& work) { Head(attention, item, work); });
}

}  // namespace marketbook
