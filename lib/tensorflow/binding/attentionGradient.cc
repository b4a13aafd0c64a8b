// Backward pass, with a for the weights, m for dropout's mask and s for the scores:
//   dv = (a∘m)ᵀ dy   da = m∘(dy vᵀ)   ds = a∘(da − Σ a∘da) / √D   dq = ds k   dk = dsᵀ q
#include <cmath>

#include "attention.h"

namespace marketbook {
namespace {

struct Workspace {
  explicit Workspace(const AttentionSizes& sizes)
      : panels(std::max(PanelFloats(sizes.width, sizes.steps), PanelFloats(sizes.steps, sizes.width))), scores(sizes.steps * Padded(sizes.steps)),
        used(static_cast<size_t>(sizes.steps) * sizes.steps), product(sizes.steps * Padded(sizes.width)) {}
  Scratch panels, scores, used, product;
};

/** da → ds of one row; da is padded to whole vectors. */
void SoftmaxGradient(const float* weights, const float* dropout, float scale, int count, float* row) {
  Lanes sum{};
  for (int s = 0; s < count; s += kLanes) {
    const int some = std::min(kLanes, count - s);
    const Lanes da = dropout ? Load(row + s) * LoadFirst(dropout + s, some) : Load(row + s);
    sum += da * LoadFirst(weights + s, some);
    Store(row + s, da);
  }
  const float mean = Total(sum);
  for (int s = 0; s < count; s += kLanes) Store(row + s, LoadFirst(weights + s, std::min(kLanes, count - s)) * (Load(row + s) - mean) * scale);
}

void Head(const AttentionBackward& attention, int item, Workspace& work) {
  const AttentionSizes& sizes = attention.sizes;
  const int T = sizes.steps, D = sizes.width;
  const long step = sizes.Step(), padded = Padded(T), widthPadded = Padded(D), contextStep = static_cast<long>(sizes.heads) * D;
  const float* q = attention.projected + sizes.InProjected(item);
  const float *k = q + contextStep, *v = k + contextStep;
  float* dq = attention.dProjected + sizes.InProjected(item);
  float *dk = dq + contextStep, *dv = dk + contextStep;
  const float* dy = attention.dContext + sizes.InContext(item);
  const float* weights = attention.weights + sizes.InWeights(item);
  const float* dropout = attention.dropout ? attention.dropout + sizes.InWeights(item) : nullptr;

  PackPanels(v, 1, step, D, T, work.panels);
  PanelProduct({dy, contextStep, 1}, work.panels, D, work.scores, padded, T, T);
  const float scale = 1 / std::sqrt(static_cast<float>(D));
  for (long t = 0; t < T; t++) SoftmaxGradient(weights + t * T, dropout ? dropout + t * T : nullptr, scale, T, work.scores + t * padded);

  const auto product = [&](Left left, const float* right, long rightStep, float* to) {
    PackPanels(right, rightStep, 1, T, D, work.panels);
    PanelProduct(left, work.panels, T, work.product, widthPadded, T, D);
    CopyRows(work.product, widthPadded, to, step, T, D);
  };
  product({work.scores, padded, 1}, k, step, dq);
  product({work.scores, 1, padded}, q, step, dk);
  if (dropout)
    for (long n = 0; n < static_cast<long>(T) * T; n++) work.used[n] = weights[n] * dropout[n];
  product({dropout ? static_cast<const float*>(work.used) : weights, 1, T}, dy, contextStep, dv);
}

}  // namespace

void Run(const AttentionBackward& attention) {
  RunHeads<Workspace>(attention.sizes, [&](int item, Workspace& work) { Head(attention, item, work); });
}

}  // namespace marketbook
