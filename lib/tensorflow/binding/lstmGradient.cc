// Backward through time. With the sums dh and dc that reach the states of step t:
//
//   dc += dh ∘ o ∘ (1 − tanh²(c))         do = dh ∘ tanh(c) ∘ o(1 − o)
//   di = dc ∘ g ∘ i(1 − i)   df = dc ∘ c_{t−1} ∘ f(1 − f)   dg = dc ∘ i ∘ (1 − g²)
//   dh_{t−1} = (dz Uᵀ) ∘ m                dc_{t−1} = dc ∘ f
//
// A masked step passes dh and dc on as they are and has dz = 0.
#include <vector>

#include "activations.h"
#include "gates.h"
#include "lstm.h"
#include "outerSum.h"

namespace marketbook {
namespace {

/** A block's way back through the steps. dh, dc and kept: [row][width], the width a whole number of strips. */
class WalkBack {
 public:
  WalkBack(const LstmBackward& call, const float* transposed, OuterSum& weights, const Block& block)
      : call_(call), transposed_(transposed), weights_(weights), block_(block), width_(StripsOf(call.sizes.units) * kStrip),
        dh_(block.Count() * width_), dc_(block.Count() * width_), kept_(block.Count() * width_) {}

  void Run() {
    EachVector([&](int row, int unit, long at, int count) {
      Store(dh_ + Place(row, unit), call_.dhLast ? LoadFirst(call_.dhLast + at, count) : Lanes{});
      Store(dc_ + Place(row, unit), call_.dcLast ? LoadFirst(call_.dcLast + at, count) : Lanes{});
    });
    for (int t = call_.sizes.steps - 1; t >= 0; t--) Step(t);
    EachVector([&](int row, int unit, long at, int count) {
      StoreFirst(call_.dh0 + at, Load(dh_ + Place(row, unit)), count);
      StoreFirst(call_.dc0 + at, Load(dc_ + Place(row, unit)), count);
    });
  }

 private:
  void Step(int t) {
    const auto [steps, batch, features, units] = call_.sizes;
    const float one = 1.f;
    for (int row = 0; row < block_.Count(); row++) {
      const bool masked = call_.mask && call_.mask[block_.Row(t, row)] == 0.f;
      for (int unit = 0; unit < units; unit += kLanes) masked ? Keep(t, row, unit) : Differentiate(t, row, unit);
      const float* before = t == 0 ? call_.h0 + block_.At(0, row) : call_.h + block_.At(t - 1, row);
      const float* factors = call_.recurrentMask ? call_.recurrentMask + block_.At(0, row) : nullptr;
      weights_.Add({{&one, 1}, {call_.x + block_.Row(t, row) * features, features}, {before, units, factors}});
    }
    for (int strip = 0; strip < StripsOf(units); strip++)
      StripProduct<Sum::start>({call_.dz + block_.At(t, 0) * 4, 4L * units, 1}, transposed_ + static_cast<long>(strip) * 4 * units * kStrip, 4L * units,
                               dh_ + strip * kStrip, width_, block_.Count());
    if (call_.recurrentMask)
      EachVector([&](int row, int unit, long at, int count) { Store(dh_ + Place(row, unit), Load(dh_ + Place(row, unit)) * LoadFirst(call_.recurrentMask + at, count)); });
    if (call_.mask)
      EachVector([&](int row, int unit, long, int) { Store(dh_ + Place(row, unit), Load(dh_ + Place(row, unit)) + Load(kept_ + Place(row, unit))); });
  }

  /** The equations for one vector of units of one row. */
  void Differentiate(int t, int row, int unit) {
    const int count = block_.UnitsFrom(unit);
    const long at = block_.At(t, row, unit);
    const auto [i, f, g, o] = LoadGates(call_.gates + block_.At(t, row) * 4 + unit, call_.sizes.units, count).gate;
    const Lanes before = LoadFirst(t == 0 ? call_.c0 + at : call_.c + block_.At(t - 1, row, unit), count);
    const Lanes tanhC = Tanh(LoadFirst(call_.c + at, count));
    const Lanes dh = Arriving(t, row, unit);
    const Lanes dc = Load(dc_ + Place(row, unit)) + dh * o * (1.f - tanhC * tanhC);
    PutGates(t, row, unit, {dc * g * (i * (1.f - i)), dc * before * (f * (1.f - f)), dc * i * (1.f - g * g), dh * tanhC * (o * (1.f - o))});
    Store(dc_ + Place(row, unit), dc * f);
    if (call_.mask) Store(kept_ + Place(row, unit), Lanes{});
  }

  /** A masked step: its states are those of the step before. */
  void Keep(int t, int row, int unit) {
    Store(kept_ + Place(row, unit), Arriving(t, row, unit));
    PutGates(t, row, unit, {});
  }

  void PutGates(int t, int row, int unit, const Gates& dz) {
    StoreGates(call_.dz + block_.At(t, row) * 4 + unit, call_.sizes.units, dz, block_.UnitsFrom(unit));
    StoreGates(weights_.Right(unit / kLanes), kLanes, dz, kLanes);
  }

  /** dh: from the later step and from this step's output. */
  Lanes Arriving(int t, int row, int unit) {
    const Lanes later = Load(dh_ + Place(row, unit));
    return call_.dh ? later + LoadFirst(call_.dh + block_.At(t, row, unit), block_.UnitsFrom(unit)) : later;
  }

  template <class Visit>
  void EachVector(const Visit& visit) {
    for (int row = 0; row < block_.Count(); row++)
      for (int unit = 0; unit < call_.sizes.units; unit += kLanes) visit(row, unit, block_.At(0, row, unit), block_.UnitsFrom(unit));
  }

  long Place(int row, int unit) const { return static_cast<long>(row) * width_ + unit; }

  const LstmBackward& call_;
  const float* transposed_;
  OuterSum& weights_;
  const Block block_;
  const int width_;
  Scratch dh_, dc_, kept_;
};

}  // namespace

void Run(const LstmBackward& call) {
  const int features = call.sizes.features, units = call.sizes.units, depth = 1 + features + units, parts = PartsOf(call.sizes);
  const Scratch transposed = PackTransposed({call.recurrent, units, 4 * units, 0, 4 * units});
  std::vector<OuterSum> weights;
  for (int part = 0; part < parts; part++) weights.emplace_back(depth, GroupsOf(units));
  RunBlocks(call.sizes, parts, [&](int part, const Block& block) { WalkBack(call, transposed, weights[part], block).Run(); }, [&](int part) { weights[part].Multiply(); });
  RunParts(parts, [&](int part) {
    const Rows rows = Part({0, depth}, parts, part);
    for (int row = rows.from; row < rows.to; row++) {
      float* to = row == 0 ? call.dBias : row <= features ? call.dKernel + (row - 1) * 4L * units : call.dRecurrent + (row - 1 - features) * 4L * units;
      for (int unit = 0; unit < units; unit += kLanes)
        for (int gate = 0; gate < 4; gate++) StoreFirst(to + gate * units + unit, OuterSum::Total(weights, unit / kLanes, row, gate), std::min(kLanes, units - unit));
    }
  });
}

}  // namespace marketbook
