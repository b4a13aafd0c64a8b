// Backward through time. With the sum dh that reaches the state of step t, k = h_{t−1} ∘ m, and ĥ's argument a:
//
//   da = dh ∘ (1 − z) ∘ (1 − ĥ²)       dz = dh ∘ (h_{t−1} − ĥ) ∘ z(1 − z)
//   reset after the product, s = k U_h + v_h:   ds = da ∘ r    dr = da ∘ s ∘ r(1 − r)          dk = [dz dr ds] Uᵀ
//   reset before the product, q = da U_hᵀ:      dr = q ∘ k ∘ r(1 − r)                         dk = [dz dr] [U_z U_r]ᵀ + q ∘ r
//   dh_{t−1} = dk ∘ m + dh ∘ z
//
// A masked step passes dh on as it is and has da = dz = dr = 0.
#include <vector>

#include "activations.h"
#include "gates.h"
#include "gru.h"
#include "outerSum.h"

namespace marketbook {
namespace {

/** What a part sums: for [1, x, k] the gradients of z, r, a and s; for r ∘ k, where the reset comes before the product, that of a. */
struct Sums {
  OuterSum &stacked, &candidate;
};

/** The recurrent weights' transposes: of the gates that dk sums over, and of the candidate's where the reset comes before the product. */
struct Transposed {
  Scratch gates, candidate;
};

/** A block's way back through the steps. dh, kept and q: [row][width], the width a whole number of strips. right: [row][3H], what Uᵀ multiplies. */
class WalkBack {
 public:
  WalkBack(const GruBackward& call, const Transposed& transposed, const Sums& sums, const Block& block)
      : call_(call), transposed_(transposed), sums_(sums), block_(block), after_(call.recurrentBias != nullptr), width_(StripsOf(call.sizes.units) * kStrip),
        dh_(block.Count() * width_), kept_(block.Count() * width_), q_(block.Count() * width_), right_(3L * block.Count() * call.sizes.units), reset_(call.sizes.units) {}

  void Run() {
    EachVector([&](int row, int unit, int count) { Store(dh_ + Place(row, unit), call_.dhLast ? LoadFirst(call_.dhLast + block_.At(0, row, unit), count) : Lanes{}); });
    for (int t = call_.sizes.steps - 1; t >= 0; t--) Step(t);
    EachVector([&](int row, int unit, int count) { StoreFirst(call_.dh0 + block_.At(0, row, unit), Load(dh_ + Place(row, unit)), count); });
  }

 private:
  void Step(int t) {
    const int units = call_.sizes.units;
    EachVector([&](int row, int unit, int count) { Candidate(t, row, unit, count); });
    if (!after_) Multiply(right_ + 2 * units, transposed_.candidate, units, q_);
    for (int row = 0; row < block_.Count(); row++) {
      for (int unit = 0; unit < units; unit += kLanes) Reset(t, row, unit, block_.UnitsFrom(unit));
      Gather(t, row);
    }
    Multiply(right_, transposed_.gates, (after_ ? 3 : 2) * units, dh_);
    EachVector([&](int row, int unit, int count) {
      Lanes dk = Load(dh_ + Place(row, unit));
      if (!after_) dk += Load(q_ + Place(row, unit)) * GatesAt(t, row, unit, count).gate[1];
      Store(dh_ + Place(row, unit), Dropped(dk, row, unit, count) + Load(kept_ + Place(row, unit)));
    });
  }

  /** dz and da, and what of dh goes to h_{t−1} directly. */
  void Candidate(int t, int row, int unit, int count) {
    const auto [z, r, candidate, s] = GatesAt(t, row, unit, count).gate;
    Lanes dh = Load(dh_ + Place(row, unit));
    if (call_.dh) dh += LoadFirst(call_.dh + block_.At(t, row, unit), count);
    const bool masked = Masked(t, row);
    StoreFirst(Right(row, 0) + unit, masked ? Lanes{} : dh * (LoadFirst(Before(t, row) + unit, count) - candidate) * (z * (1.f - z)), count);
    StoreFirst(Right(row, 2) + unit, masked ? Lanes{} : dh * (1.f - z) * (1.f - candidate * candidate), count);
    Store(kept_ + Place(row, unit), masked ? dh : dh * z);
  }

  /** dr, and ds in the place of da where Uᵀ multiplies that; then all go to the output and the sums. */
  void Reset(int t, int row, int unit, int count) {
    const auto [z, r, candidate, s] = GatesAt(t, row, unit, count).gate;
    const Lanes k = Dropped(LoadFirst(Before(t, row) + unit, count), row, unit, count);
    const Lanes dz = LoadFirst(Right(row, 0) + unit, count), da = LoadFirst(Right(row, 2) + unit, count);
    const Lanes dr = Masked(t, row) ? Lanes{} : (after_ ? da * s : Load(q_ + Place(row, unit)) * k) * (r * (1.f - r));
    const Lanes ds = Masked(t, row) || !after_ ? Lanes{} : da * r;
    StoreFirst(Right(row, 1) + unit, dr, count);
    if (after_) StoreFirst(Right(row, 2) + unit, ds, count);
    const Lanes outer[] = {dz, dr, da};
    for (int gate = 0; gate < 3; gate++) StoreFirst(call_.dz + block_.At(t, row) * 3 + gate * call_.sizes.units + unit, outer[gate], count);
    StoreGates(sums_.stacked.Right(unit / kLanes), kLanes, {dz, dr, da, ds}, kLanes);
    if (after_) return;
    Store(sums_.candidate.Right(unit / kStrip) + unit % kStrip, da);
    StoreFirst(reset_ + unit, r * k, count);
  }

  /** The row's left sides into the sums. */
  void Gather(int t, int row) {
    const auto [steps, batch, features, units] = call_.sizes;
    const float one = 1.f;
    const float* factors = call_.recurrentMask ? call_.recurrentMask + block_.At(0, row) : nullptr;
    sums_.stacked.Add({{&one, 1}, {call_.x + block_.Row(t, row) * features, features}, {Before(t, row), units, factors}});
    if (!after_) sums_.candidate.Add({{reset_, units}});
  }

  void Multiply(const float* left, const float* strips, int depth, float* to) {
    for (int strip = 0; strip < StripsOf(call_.sizes.units); strip++)
      StripProduct<Sum::start>({left, 3L * call_.sizes.units, 1}, strips + static_cast<long>(strip) * depth * kStrip, depth, to + strip * kStrip, width_, block_.Count());
  }

  Lanes Dropped(Lanes state, int row, int unit, int count) const {
    return call_.recurrentMask ? state * LoadFirst(call_.recurrentMask + block_.At(0, row, unit), count) : state;
  }

  template <class Visit>
  void EachVector(const Visit& visit) {
    for (int row = 0; row < block_.Count(); row++)
      for (int unit = 0; unit < call_.sizes.units; unit += kLanes) visit(row, unit, block_.UnitsFrom(unit));
  }

  Gates GatesAt(int t, int row, int unit, int count) const { return LoadGates(call_.gates + block_.At(t, row) * 4 + unit, call_.sizes.units, count); }
  const float* Before(int t, int row) const { return t == 0 ? call_.h0 + block_.At(0, row) : call_.h + block_.At(t - 1, row); }
  bool Masked(int t, int row) const { return call_.mask && call_.mask[block_.Row(t, row)] == 0.f; }
  float* Right(int row, int gate) { return right_ + (3L * row + gate) * call_.sizes.units; }
  long Place(int row, int unit) const { return static_cast<long>(row) * width_ + unit; }

  const GruBackward& call_;
  const Transposed& transposed_;
  const Sums sums_;
  const Block block_;
  const bool after_;
  const int width_;
  Scratch dh_, kept_, q_, right_, reset_;
};

/** One row of a gradient of weights [3H] from the stacked sums: z, r, and for the candidate the sum that stands at `place`. */
void Collect(std::vector<OuterSum>& stacked, int units, int row, int place, float* to) {
  for (int unit = 0; unit < units; unit += kLanes)
    for (int gate = 0; gate < 3; gate++) StoreFirst(to + gate * units + unit, OuterSum::Total(stacked, unit / kLanes, row, gate < 2 ? gate : place), std::min(kLanes, units - unit));
}

}  // namespace

void Run(const GruBackward& call) {
  const bool after = call.recurrentBias != nullptr;
  const int features = call.sizes.features, units = call.sizes.units, depth = 1 + features + units, width = 3 * units, parts = PartsOf(call.sizes);
  const Transposed transposed{PackTransposed({call.recurrent, units, width, 0, after ? width : 2 * units}), PackTransposed({call.recurrent, after ? 0 : units, width, 2 * units, units})};
  std::vector<OuterSum> stacked, candidate;
  for (int part = 0; part < parts; part++) {
    stacked.emplace_back(depth, GroupsOf(units));
    candidate.emplace_back(after ? 0 : units, after ? 0 : StripsOf(units));
  }
  RunBlocks(
      call.sizes, parts, [&](int part, const Block& block) { WalkBack(call, transposed, Sums{stacked[part], candidate[part]}, block).Run(); },
      [&](int part) { stacked[part].Multiply(), candidate[part].Multiply(); });
  constexpr int kOuter = 2, kInner = 3;  // the places of da and ds
  Collect(stacked, units, 0, kOuter, call.dBias);
  if (after) Collect(stacked, units, 0, kInner, call.dRecurrentBias);
  RunParts(parts, [&](int part) {
    const Rows rows = Part({0, features + units}, parts, part);
    for (int row = rows.from; row < rows.to; row++) {
      const int k = row - features;
      if (k < 0) {
        Collect(stacked, units, 1 + row, kOuter, call.dKernel + static_cast<long>(row) * width);
        continue;
      }
      float* to = call.dRecurrent + static_cast<long>(k) * width;
      Collect(stacked, units, 1 + row, kInner, to);
      for (int unit = 0; !after && unit < units; unit += kLanes)
        StoreFirst(to + 2 * units + unit, OuterSum::Total(candidate, unit / kStrip, k, unit % kStrip / kLanes), std::min(kLanes, units - unit));
    }
  });
}

}  // namespace marketbook
