// MarketbookNormalization and MarketbookNormalizationGrad: layer normalization of the rows of x [N, F].
//   x̂ = (x − mean x) / √(var x + ε)   y = γ∘x̂ + β
//   dx = (dx̂ − mean dx̂ − x̂∘mean(dx̂∘x̂)) / √(var x + ε),  dx̂ = γ∘dy   dγ = Σ dy∘x̂   dβ = Σ dy
#include <cmath>
#include <vector>

#include "attention.h"
#include "ops.h"

namespace marketbook {
namespace {

/** No part below so many rows: shorter work is done before another thread has woken. */
constexpr int kLeastRows = 64;

int NormalizationParts(int rows) { return std::max(1, std::min(ThreadLimit(), rows / kLeastRows)); }

/** The first `count` lanes, zeros behind them. */
MARKETBOOK_INLINE Lanes First(Lanes lanes, int count) {
  for (int k = count; k < kLanes; k++) lanes[k] = 0;
  return lanes;
}

template <class Row>
void ForRows(int rows, int parts, Row&& each) {
  RunParts(parts, [&](int part) {
    const Rows some = Part({0, rows}, parts, part);
    for (long row = some.from; row < some.to; row++) each(part, row);
  });
}

struct Normalization {
  static constexpr const char* kName = "MarketbookNormalization";
  explicit Normalization(OpAttributes&) {}

  void Compute(OpCall& call) const {
    const Dimensions shape = call.ShapeOf(0, "x", 2);
    const int F = static_cast<int>(shape[1]);
    const float* x = call.Floats(0, "x", shape);
    const float* gamma = call.Floats(1, "gamma", {F});
    const float* beta = call.Floats(2, "beta", {F});
    const float epsilon = *call.Floats(3, "epsilon", {});
    float* y = call.Output(0, shape);
    float* unit = call.Output(1, shape);
    float* inverse = call.Output(2, {shape[0]});
    ForRows(static_cast<int>(shape[0]), NormalizationParts(static_cast<int>(shape[0])), [&](int, long row) {
      const float* from = x + row * F;
      Lanes sum{}, squares{};
      for (int k = 0; k < F; k += kLanes) sum += LoadFirst(from + k, std::min(kLanes, F - k));
      const float mean = Total(sum) / F;
      for (int k = 0; k < F; k += kLanes) {
        const Lanes centred = First(LoadFirst(from + k, std::min(kLanes, F - k)) - mean, F - k);
        squares += centred * centred;
      }
      inverse[row] = 1 / std::sqrt(Total(squares) / F + epsilon);
      for (int k = 0; k < F; k += kLanes) {
        const int some = std::min(kLanes, F - k);
        const Lanes scaled = (LoadFirst(from + k, some) - mean) * inverse[row];
        StoreFirst(unit + row * F + k, scaled, some);
        StoreFirst(y + row * F + k, scaled * LoadFirst(gamma + k, some) + LoadFirst(beta + k, some), some);
      }
    });
  }
};

struct NormalizationGrad {
  static constexpr const char* kName = "MarketbookNormalizationGrad";
  explicit NormalizationGrad(OpAttributes&) {}

  void Compute(OpCall& call) const {
    const Dimensions shape = call.ShapeOf(0, "unit", 2);
    const int rows = static_cast<int>(shape[0]), F = static_cast<int>(shape[1]), parts = NormalizationParts(rows);
    const float* unit = call.Floats(0, "unit", shape);
    const float* inverse = call.Floats(1, "inverse", {shape[0]});
    const float* gamma = call.Floats(2, "gamma", {F});
    const float* dy = call.Floats(3, "dy", shape);
    float* dx = call.Output(0, shape);
    float* dGamma = call.Output(1, {F});
    float* dBeta = call.Output(2, {F});
    const long padded = Padded(F);
    Scratch sums(parts * 2 * padded);  // of each part, dγ and dβ
    Zero(sums, parts * 2 * padded);
    ForRows(rows, parts, [&](int part, long row) {
      float* partGamma = sums + part * 2 * padded;
      Lanes sum{}, along{};
      for (int k = 0; k < F; k += kLanes) {
        const int some = std::min(kLanes, F - k);
        const Lanes gradient = LoadFirst(dy + row * F + k, some), scaled = LoadFirst(unit + row * F + k, some);
        Store(partGamma + k, Load(partGamma + k) + gradient * scaled);
        Store(partGamma + padded + k, Load(partGamma + padded + k) + gradient);
        const Lanes dUnit = gradient * LoadFirst(gamma + k, some);
        sum += dUnit;
        along += dUnit * scaled;
      }
      const float mean = Total(sum) / F, share = Total(along) / F;
      for (int k = 0; k < F; k += kLanes) {
        const int some = std::min(kLanes, F - k);
        const Lanes dUnit = LoadFirst(dy + row * F + k, some) * LoadFirst(gamma + k, some);
        StoreFirst(dx + row * F + k, (dUnit - mean - LoadFirst(unit + row * F + k, some) * share) * inverse[row], some);
      }
    });
    for (int k = 0; k < F; k++) {
      dGamma[k] = dBeta[k] = 0;
      for (int part = 0; part < parts; part++) {
        dGamma[k] += sums[part * 2 * padded + k];
        dBeta[k] += sums[part * 2 * padded + padded + k];
      }
    }
  }
};

}  // namespace

void RegisterNormalization() {
  Register<Normalization>({{"x: float", "gamma: float", "beta: float", "epsilon: float"}, {"y: float", "unit: float", "inverse: float"}});
  Register<NormalizationGrad>({{"unit: float", "inverse: float", "gamma: float", "dy: float"}, {"dx: float", "d_gamma: float", "d_beta: float"}});
}

}  // namespace marketbook
