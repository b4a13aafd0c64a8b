// MarketbookGru and MarketbookGruGrad: the GRU of gru.h as TensorFlow ops, for tensors with time as the first axis.
#include "gru.h"
#include "recurrentSizes.h"

namespace marketbook {
namespace {

struct Gru {
  static constexpr const char* kName = "MarketbookGru";
  explicit Gru(OpAttributes&) {}

  void Compute(OpCall& call) const {
    const Sizes sizes = SizesFrom(call, 0, 2);
    const int64_t T = sizes.steps, B = sizes.batch, F = sizes.features, H = sizes.units;
    GruForward gru{sizes};
    gru.x = call.Floats(0, "x", {T, B, F});
    gru.kernel = call.Floats(1, "kernel", {F, 3 * H});
    gru.recurrent = call.Floats(2, "recurrent", {H, 3 * H});
    gru.bias = call.Floats(3, "bias", {3 * H});
    gru.recurrentBias = call.OptionalFloats(4, "recurrentBias", {3 * H});
    gru.h0 = call.Floats(5, "h0", {B, H});
    gru.mask = call.OptionalFloats(6, "mask", {T, B});
    gru.recurrentMask = call.OptionalFloats(7, "recurrentMask", {B, H});
    gru.h = call.Output(0, {T, B, H});
    gru.gates = call.Output(1, {T, B, 4 * H});
    Run(gru);
  }
};

struct GruGrad {
  static constexpr const char* kName = "MarketbookGruGrad";
  explicit GruGrad(OpAttributes&) {}

  void Compute(OpCall& call) const {
    const Sizes sizes = SizesFrom(call, 0, 2);
    const int64_t T = sizes.steps, B = sizes.batch, F = sizes.features, H = sizes.units;
    GruBackward gru{sizes};
    gru.x = call.Floats(0, "x", {T, B, F});
    call.Floats(1, "kernel", {F, 3 * H});
    gru.recurrent = call.Floats(2, "recurrent", {H, 3 * H});
    gru.recurrentBias = call.OptionalFloats(3, "recurrentBias", {3 * H});
    gru.h0 = call.Floats(4, "h0", {B, H});
    gru.mask = call.OptionalFloats(5, "mask", {T, B});
    gru.recurrentMask = call.OptionalFloats(6, "recurrentMask", {B, H});
    gru.h = call.Floats(7, "h", {T, B, H});
    gru.gates = call.Floats(8, "gates", {T, B, 4 * H});
    gru.dh = call.OptionalFloats(9, "dh", {T, B, H});
    gru.dhLast = call.OptionalFloats(10, "dhLast", {B, H});
    gru.dz = call.Output(0, {T, B, 3 * H});
    gru.dKernel = call.Output(1, {F, 3 * H});
    gru.dRecurrent = call.Output(2, {H, 3 * H});
    gru.dBias = call.Output(3, {3 * H});
    gru.dRecurrentBias = call.Output(4, {gru.recurrentBias ? 3 * H : 0});
    gru.dh0 = call.Output(5, {B, H});
    Run(gru);
  }
};

}  // namespace

void RegisterGru() {
  Register<Gru>({{"x: float", "kernel: float", "recurrent: float", "bias: float", "recurrent_bias: float", "h0: float", "mask: float", "recurrent_mask: float"},
                 {"h: float", "gates: float"}});
  Register<GruGrad>({{"x: float", "kernel: float", "recurrent: float", "recurrent_bias: float", "h0: float", "mask: float", "recurrent_mask: float", "h: float",
                      "gates: float", "dh: float", "dh_last: float"},
                     {"dz: float", "d_kernel: float", "d_recurrent: float", "d_bias: float", "d_recurrent_bias: float", "dh0: float"}});
}

}  // namespace marketbook
