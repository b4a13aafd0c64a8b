#include "gru.h"

#include "activations.h"
#include "gates.h"
#include "stackedInput.h"

namespace marketbook {
namespace {

/** Weights of a call, packed: the candidate's part from x and its part from h stand apart, because the reset gate comes between them. */
struct Packed {
  Scratch stacked;    // [1, x, k] → z, r, x's part of ĥ, k's part of ĥ
  Scratch candidate;  // r ∘ k → k's part of ĥ, where the reset comes before the product; else empty
};

/** A block's way through the steps. */
class Walk {
 public:
  Walk(const GruForward& call, const Packed& packed, const Block& block)
      : call_(call), packed_(packed), block_(block), width_(StripsOf(call.sizes.units) * kStrip),
        input_(block, call.recurrentMask), sums_(block.Count() * kStrip), reset_(block.Count() * width_), candidates_(block.Count() * width_) {}

  void Run() {
    input_.Start(call_.h0);
    for (int t = 0; t < call_.sizes.steps; t++) Step(t);
  }

 private:
  void Step(int t) {
    const int units = call_.sizes.units, depth = input_.Depth();
    input_.Read(t, call_.x);
    for (int group = 0; group < GroupsOf(units); group++) {
      StripProduct<Sum::start>({input_.Row(t, 0), depth, 1}, packed_.stacked + static_cast<long>(group) * depth * kStrip, depth, sums_, kStrip, block_.Count());
      for (int row = 0; row < block_.Count(); row++) Gate(t, row, group * kLanes);
    }
    if (call_.recurrentBias) return;
    for (int strip = 0; strip < StripsOf(units); strip++)
      StripProduct<Sum::add>({reset_, width_, 1}, packed_.candidate + static_cast<long>(strip) * units * kStrip, units, candidates_ + strip * kStrip, width_, block_.Count());
    for (int row = 0; row < block_.Count(); row++)
      for (int unit = 0; unit < units; unit += kLanes) {
        const Lanes z = LoadFirst(call_.gates + block_.At(t, row) * 4 + unit, block_.UnitsFrom(unit));
        Finish(t, row, unit, z, Tanh(Load(candidates_ + row * width_ + unit)));
      }
  }

  /** z and r of one vector of units; the state too, where the reset comes after the product. */
  void Gate(int t, int row, int unit) {
    const int count = block_.UnitsFrom(unit);
    const float* sums = sums_ + row * kStrip;
    const Lanes z = Sigmoid(Load(sums)), r = Sigmoid(Load(sums + kLanes)), fromX = Load(sums + 2 * kLanes), fromState = Load(sums + 3 * kLanes);
    const Lanes candidate = Tanh(fromX + r * fromState);
    StoreGates(call_.gates + block_.At(t, row) * 4 + unit, call_.sizes.units, {z, r, candidate, fromState}, count);
    if (call_.recurrentBias) return Finish(t, row, unit, z, candidate);
    StoreFirst(reset_ + row * width_ + unit, r * LoadFirst(input_.State(t, row) + unit, count), count);
    Store(candidates_ + row * width_ + unit, fromX);
  }

  void Finish(int t, int row, int unit, Lanes z, Lanes candidate) {
    const int count = block_.UnitsFrom(unit);
    const long at = block_.At(t, row, unit);
    const Lanes before = LoadFirst(t == 0 ? call_.h0 + at : call_.h + block_.At(t - 1, row, unit), count);
    const bool masked = call_.mask && call_.mask[block_.Row(t, row)] == 0.f;
    const Lanes h = masked ? before : z * before + (1.f - z) * candidate;
    StoreFirst(call_.gates + block_.At(t, row) * 4 + 2 * call_.sizes.units + unit, candidate, count);
    StoreFirst(call_.h + at, h, count);
    input_.PassOn(t + 1, row, unit, h);
  }

  const GruForward& call_;
  const Packed& packed_;
  const Block block_;
  const int width_;
  StackedInput input_;
  Scratch sums_, reset_, candidates_;
};

/** The recurrent bias acts like the bias, but for the candidate, whose part stands behind the reset gate: so it is added to the strips' first row. */
void AddRecurrentBias(const GruForward& call, Scratch& strips) {
  const int units = call.sizes.units, depth = 1 + call.sizes.features + units;
  Scratch added(static_cast<long>(GroupsOf(units)) * kStrip);
  PackRow(call.recurrentBias, {0, 1, kNoGate, 2}, units, 1, 0, added);
  for (int group = 0; group < GroupsOf(units); group++)
    for (int k = 0; k < kStrip; k++) strips[static_cast<long>(group) * depth * kStrip + k] += added[group * kStrip + k];
}

}  // namespace

void Run(const GruForward& call) {
  const int features = call.sizes.features, units = call.sizes.units;
  const bool after = call.recurrentBias != nullptr;
  Packed packed{PackStacked({call.bias, call.kernel, call.recurrent, 3, features, units}, {0, 1, 2, kNoGate}, {0, 1, kNoGate, after ? 2 : kNoGate}),
                PackColumns({call.recurrent, after ? 0 : units, 3 * units, 2 * units, units})};
  if (after) AddRecurrentBias(call, packed.stacked);
  RunBlocks(call.sizes, PartsOf(call.sizes), [&](int, const Block& block) { Walk(call, packed, block).Run(); }, [](int) {});
}

}  // namespace marketbook
