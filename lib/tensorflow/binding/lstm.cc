#include "lstm.h"

#include "activations.h"
#include "gates.h"
#include "threads.h"

namespace marketbook {
namespace {

/** Rows of the batch that walk through time together: enough to use each weight several times, few enough to stay in the nearest cache. */
constexpr int kBlock = 32;

/** One block of rows [from, to) walks through all steps; nothing is shared with other blocks but the weights. */
class Walk {
 public:
  Walk(const LstmForward& call, const float* strips, Rows rows)
      : call_(call), strips_(strips), from_(rows.from), rows_(rows.Count()), depth_(1 + call.shape.features + call.shape.units),
        inputs_(2L * rows_ * depth_), z_(rows_ * kStrip) {}

  void Run() {
    for (int row = 0; row < rows_; row++) {
      Stacked(0, row)[0] = Stacked(1, row)[0] = 1.f;
      for (int unit = 0; unit < call_.shape.units; unit += kLanes)
        StoreState(0, row, unit, LoadFirst(call_.h0 + At(0, row, unit), UnitsFrom(unit)), UnitsFrom(unit));
    }
    for (int t = 0; t < call_.shape.steps; t++) Step(t);
  }

 private:
  void Step(int t) {
    const int features = call_.shape.features;
    for (int row = 0; row < rows_; row++)
      std::memcpy(Stacked(t, row) + 1, call_.x + (static_cast<long>(t) * call_.shape.batch + from_ + row) * features, features * sizeof(float));
    for (int group = 0; group < GroupsOf(call_.shape.units); group++) {
      StripProduct<Sum::start>({Stacked(t, 0), depth_, 1}, strips_ + static_cast<long>(group) * depth_ * kStrip, depth_, z_, kStrip, rows_);
      for (int row = 0; row < rows_; row++) Activate(t, row, group * kLanes);
    }
  }

  /** The equations for one vector of units of one row. */
  void Activate(int t, int row, int unit) {
    const int count = UnitsFrom(unit);
    const float* z = z_ + row * kStrip;
    const Lanes i = Sigmoid(Load(z)), f = Sigmoid(Load(z + kLanes)), g = Tanh(Load(z + 2 * kLanes)), o = Sigmoid(Load(z + 3 * kLanes));
    const long at = At(t, row, unit);
    const Lanes before = LoadFirst(t == 0 ? call_.c0 + At(0, row, unit) : call_.c + at - Plane(), count);
    Lanes c = f * before + i * g;
    Lanes h = o * Tanh(c);
    if (call_.mask && call_.mask[static_cast<long>(t) * call_.shape.batch + from_ + row] == 0.f) {
      c = before;
      h = LoadFirst(t == 0 ? call_.h0 + At(0, row, unit) : call_.h + at - Plane(), count);
    }
    float* gates = call_.gates + (at - unit) * 4 + unit;
    const Lanes all[] = {i, f, g, o};
    for (int gate = 0; gate < 4; gate++) StoreFirst(gates + gate * call_.shape.units, all[gate], count);
    StoreFirst(call_.c + at, c, count);
    StoreFirst(call_.h + at, h, count);
    StoreState(t + 1, row, unit, h, count);
  }

  /** h ∘ m into the stacked row that step t multiplies. */
  void StoreState(int t, int row, int unit, Lanes h, int count) {
    if (call_.recurrentMask) h *= LoadFirst(call_.recurrentMask + At(0, row, unit), count);
    StoreFirst(Stacked(t, row) + 1 + call_.shape.features + unit, h, count);
  }

  /** The row [1, x_t, h_{t−1} ∘ m]. Two take turns, because all groups of units need h_{t−1} while h_t comes into being. */
  float* Stacked(int t, int row) { return inputs_ + (static_cast<long>(t % 2) * rows_ + row) * depth_; }
  long Plane() const { return static_cast<long>(call_.shape.batch) * call_.shape.units; }
  long At(int t, int row, int unit) const { return (static_cast<long>(t) * call_.shape.batch + from_ + row) * call_.shape.units + unit; }
  int UnitsFrom(int unit) const { return std::min(kLanes, call_.shape.units - unit); }

  const LstmForward& call_;
  const float* strips_;
  const int from_, rows_, depth_;
  Scratch inputs_, z_;
};

}  // namespace

void Run(const LstmForward& call) {
  const LstmShape& shape = call.shape;
  const Scratch strips = PackStacked(call.bias, call.kernel, call.recurrent, 4, shape.features, shape.units);
  const int parts = PartsOf(shape.batch);
  RunParts(parts, [&](int part) {
    const Rows share = Part({0, shape.batch}, parts, part);
    const int blocks = (share.Count() + kBlock - 1) / kBlock;
    for (int block = 0; block < blocks; block++) Walk(call, strips, Part(share, blocks, block)).Run();
  });
}

}  // namespace marketbook
