#include "lstm.h"

#include "activations.h"
#include "gates.h"
#include "stackedInput.h"

namespace marketbook {
namespace {

/** A block's way through the steps. */
class Walk {
 public:
  Walk(const LstmForward& call, const float* strips, const Block& block)
      : call_(call), strips_(strips), block_(block), input_(block, call.recurrentMask), z_(block.Count() * kStrip) {}

  void Run() {
    input_.Start(call_.h0);
    for (int t = 0; t < call_.sizes.steps; t++) Step(t);
  }

 private:
  void Step(int t) {
    const int depth = input_.Depth();
    input_.Read(t, call_.x);
    for (int group = 0; group < GroupsOf(call_.sizes.units); group++) {
      StripProduct<Sum::start>({input_.Row(t, 0), depth, 1}, strips_ + static_cast<long>(group) * depth * kStrip, depth, z_, kStrip, block_.Count());
      for (int row = 0; row < block_.Count(); row++) Activate(t, row, group * kLanes);
    }
  }

  /** The equations for one vector of units of one row. */
  void Activate(int t, int row, int unit) {
    const int count = block_.UnitsFrom(unit);
    const long at = block_.At(t, row, unit);
    const float* z = z_ + row * kStrip;
    const Lanes i = Sigmoid(Load(z)), f = Sigmoid(Load(z + kLanes)), g = Tanh(Load(z + 2 * kLanes)), o = Sigmoid(Load(z + 3 * kLanes));
    const Lanes before = LoadFirst(t == 0 ? call_.c0 + at : call_.c + block_.At(t - 1, row, unit), count);
    Lanes c = f * before + i * g;
    Lanes h = o * Tanh(c);
    if (call_.mask && call_.mask[block_.Row(t, row)] == 0.f) {
      c = before;
      h = LoadFirst(t == 0 ? call_.h0 + at : call_.h + block_.At(t - 1, row, unit), count);
    }
    StoreGates(call_.gates + block_.At(t, row) * 4 + unit, call_.sizes.units, {i, f, g, o}, count);
    StoreFirst(call_.c + at, c, count);
    StoreFirst(call_.h + at, h, count);
    input_.PassOn(t + 1, row, unit, h);
  }

  const LstmForward& call_;
  const float* strips_;
  const Block block_;
  StackedInput input_;
  Scratch z_;
};

}  // namespace

void Run(const LstmForward& call) {
  const Scratch strips = PackStacked({call.bias, call.kernel, call.recurrent, 4, call.sizes.features, call.sizes.units}, {0, 1, 2, 3}, {0, 1, 2, 3});
  RunBlocks(call.sizes, PartsOf(call.sizes), [&](int, const Block& block) { Walk(call, strips, block).Run(); }, [](int) {});
}

}  // namespace marketbook
