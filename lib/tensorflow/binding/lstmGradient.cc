// Backward through time. With the sums dh_t and dc_t that reach the states of step t:
//
//   do = dh ∘ tanh(c) ∘ o(1 − o)          dc += dh ∘ o ∘ (1 − tanh²(c))
//   di = dc ∘ g ∘ i(1 − i)   df = dc ∘ c_{t−1} ∘ f(1 − f)   dg = dc ∘ i ∘ (1 − g²)
//   dh_{t−1} = (dz Uᵀ) ∘ m                dc_{t−1} = dc ∘ f
//
// A masked step passes dh and dc on as they are and has dz = 0.
#include <vector>

#include "activations.h"
#include "gates.h"
#include "lstm.h"
#include "threads.h"
#include "weightGradient.h"

namespace marketbook {
namespace {

/** Rows of the batch that walk together; see the forward pass. */
constexpr int kBlock = 32;

/** A block of rows walks back through all steps. */
class WalkBack {
 public:
  WalkBack(const LstmBackward& call, const float* transposed, WeightGradient& weights, Rows rows)
      : call_(call), transposed_(transposed), weights_(weights), from_(rows.from), rows_(rows.Count()), width_(StripsOf(call.shape.units) * kStrip),
        dh_(rows_ * width_), kept_(rows_ * width_), dc_(rows_ * width_) {
    Zero(kept_, rows_ * width_);
  }

  void Run() {
    for (int row = 0; row < rows_; row++)
      for (int unit = 0; unit < call_.shape.units; unit += kLanes) {
        const int count = UnitsFrom(unit);
        Store(dh_ + row * width_ + unit, call_.dhLast ? LoadFirst(call_.dhLast + At(0, row, unit), count) : Lanes{});
        Store(dc_ + row * width_ + unit, call_.dcLast ? LoadFirst(call_.dcLast + At(0, row, unit), count) : Lanes{});
      }
    for (int t = call_.shape.steps - 1; t >= 0; t--) Step(t);
    for (int row = 0; row < rows_; row++)
      for (int unit = 0; unit < call_.shape.units; unit += kLanes) {
        StoreFirst(call_.dh0 + At(0, row, unit), Load(dh_ + row * width_ + unit), UnitsFrom(unit));
        StoreFirst(call_.dc0 + At(0, row, unit), Load(dc_ + row * width_ + unit), UnitsFrom(unit));
      }
  }

 private:
  void Step(int t) {
    const auto [steps, batch, features, units] = call_.shape;
    for (int row = 0; row < rows_; row++) {
      const long at = static_cast<long>(t) * batch + from_ + row;
      const bool masked = call_.mask && call_.mask[at] == 0.f;
      for (int unit = 0; unit < units; unit += kLanes) masked ? Keep(t, row, unit) : Differentiate(t, row, unit);
      const float* before = t == 0 ? call_.h0 + At(0, row, 0) : call_.h + At(t - 1, row, 0);
      weights_.Add(call_.x + at * features, before, call_.recurrentMask ? call_.recurrentMask + At(0, row, 0) : nullptr);
    }
    for (int strip = 0; strip < StripsOf(units); strip++)
      StripProduct<Sum::start>({call_.dz + At(t, 0, 0) * 4, 4L * units, 1}, transposed_ + static_cast<long>(strip) * 4 * units * kStrip, 4L * units,
                               dh_ + strip * kStrip, width_, rows_);
    if (!call_.recurrentMask && !call_.mask) return;
    for (int row = 0; row < rows_; row++)
      for (int unit = 0; unit < units; unit += kLanes) {
        Lanes dh = Load(dh_ + row * width_ + unit);
        if (call_.recurrentMask) dh *= LoadFirst(call_.recurrentMask + At(0, row, unit), UnitsFrom(unit));
        Store(dh_ + row * width_ + unit, dh + Load(kept_ + row * width_ + unit));
      }
  }

  /** The equations for one vector of units of one row. */
  void Differentiate(int t, int row, int unit) {
    const int count = UnitsFrom(unit);
    const long at = At(t, row, unit);
    const float* gates = call_.gates + (at - unit) * 4 + unit;
    const int units = call_.shape.units;
    const Lanes i = LoadFirst(gates, count), f = LoadFirst(gates + units, count), g = LoadFirst(gates + 2 * units, count), o = LoadFirst(gates + 3 * units, count);
    const Lanes before = LoadFirst(t == 0 ? call_.c0 + At(0, row, unit) : call_.c + At(t - 1, row, unit), count);
    const Lanes tanhC = Tanh(LoadFirst(call_.c + at, count));
    const Lanes dh = Arriving(t, row, unit);
    const Lanes dc = Load(dc_ + row * width_ + unit) + dh * o * (1.f - tanhC * tanhC);
    const Lanes dz[] = {dc * g * (i * (1.f - i)), dc * before * (f * (1.f - f)), dc * i * (1.f - g * g), dh * tanhC * (o * (1.f - o))};
    Store(dc_ + row * width_ + unit, dc * f);
    if (call_.mask) Store(kept_ + row * width_ + unit, Lanes{});
    PutGates(at, unit, dz);
  }

  /** A masked step: the states came from the step before unchanged. */
  void Keep(int t, int row, int unit) {
    Store(kept_ + row * width_ + unit, Arriving(t, row, unit));
    const Lanes none[4] = {};
    PutGates(At(t, row, unit), unit, none);
  }

  void PutGates(long at, int unit, const Lanes* dz) {
    float* to = call_.dz + (at - unit) * 4 + unit;
    float* right = weights_.Right(unit / kLanes);
    for (int gate = 0; gate < 4; gate++) {
      StoreFirst(to + gate * call_.shape.units, dz[gate], UnitsFrom(unit));
      Store(right + gate * kLanes, dz[gate]);
    }
  }

  /** dh_t: from the later step and from the output of this one. */
  Lanes Arriving(int t, int row, int unit) {
    const Lanes later = Load(dh_ + row * width_ + unit);
    return call_.dh ? later + LoadFirst(call_.dh + At(t, row, unit), UnitsFrom(unit)) : later;
  }

  long At(int t, int row, int unit) const { return (static_cast<long>(t) * call_.shape.batch + from_ + row) * call_.shape.units + unit; }
  int UnitsFrom(int unit) const { return std::min(kLanes, call_.shape.units - unit); }

  const LstmBackward& call_;
  const float* transposed_;
  WeightGradient& weights_;
  const int from_, rows_, width_;
  Scratch dh_, kept_, dc_;  // [rows][width], the width a whole number of strips
};

}  // namespace

void Run(const LstmBackward& call) {
  const auto [steps, batch, features, units] = call.shape;
  const Scratch transposed = PackTransposed(call.recurrent, units, 4 * units);
  std::vector<WeightGradient> weights;
  const int parts = PartsOf(batch);
  for (int part = 0; part < parts; part++) weights.emplace_back(4, features, units);
  RunParts(parts, [&, batch = batch](int part) {
    const Rows share = Part({0, batch}, parts, part);
    const int blocks = (share.Count() + kBlock - 1) / kBlock;
    for (int block = 0; block < blocks; block++) WalkBack(call, transposed, weights[part], Part(share, blocks, block)).Run();
    weights[part].Multiply();
  });
  for (int group = 0; group < GroupsOf(units); group++) WeightGradient::Collect(weights, group, call.dBias, call.dKernel, call.dRecurrent);
}

}  // namespace marketbook
